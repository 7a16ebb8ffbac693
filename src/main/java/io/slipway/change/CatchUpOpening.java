package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.plan.PlanTargets;
import io.slipway.project.Account;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Releases;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.hotfix.CatchUp;
import io.slipway.rollout.hotfix.CatchUpCommands;
import io.slipway.rollout.hotfix.CatchUps;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens the rollout that brings targets what was left out on them. */
@Component
public class CatchUpOpening {

    private final ChangeDesk desk;
    private final Issues issues;
    private final Releases releases;
    private final PlanTargets planTargets;
    private final Targets targets;
    private final CatchUps catchUps;
    private final IssueCommands.Told told;

    CatchUpOpening(
            ChangeDesk desk,
            Issues issues,
            Releases releases,
            PlanTargets planTargets,
            Targets targets,
            CatchUps catchUps,
            IssueCommands.Told told) {
        this.desk = desk;
        this.issues = issues;
        this.releases = releases;
        this.planTargets = planTargets;
        this.targets = targets;
        this.catchUps = catchUps;
        this.told = told;
    }

    /**
     * Open an issue that brings the same release to the targets on which it was left out and that still lack it. While one is open that does,
     * it is the answer.
     *
     * @throws RejectedException if nothing is owed, or the account is no developer of the project
     */
    @Transactional
    public Issue open(Account account, long issueId) {
        Issue source = issues.lock(issueId).orElseThrow();
        List<CatchUp> owed =
                catchUps.ofIssue(issueId).stream().filter(catchUps::isOwed).toList();
        if (owed.isEmpty()) {
            throw CatchUpCommands.nothingOwed(source);
        }
        List<CatchUp> uncovered =
                owed.stream().filter(it -> opened(it).isEmpty()).toList();
        return uncovered.isEmpty() ? opened(owed.getFirst()).orElseThrow() : openFor(account, source, uncovered);
    }

    private Optional<Issue> opened(CatchUp owed) {
        return Optional.ofNullable(owed.openedIssue())
                .flatMap(issues::findById)
                .filter(issue -> issue.status() == Issue.Status.OPEN);
    }

    /** A plan is of one release; where an edit left two behind, the newer one's turn is first. */
    private Issue openFor(Account account, Issue source, List<CatchUp> uncovered) {
        long release = uncovered.getFirst().release();
        List<CatchUp> ofRelease =
                uncovered.stream().filter(it -> it.release() == release).toList();
        Issue issue = desk.openAgain(
                account,
                source,
                releases.findById(release).orElseThrow(),
                ofRelease.stream().map(this::target).toList());
        catchUps.opened(ofRelease, issue.id());
        told.caughtUp(source, account, issue);
        return issue;
    }

    private TargetRef target(CatchUp owed) {
        var listed = planTargets.findById(owed.planTarget()).orElseThrow();
        return targets.byId(listed.database(), listed.schemaName())
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "target-gone",
                        "A target that something is owed to is no longer configured.",
                        "Let a releaser waive what is owed, or configure the target again."));
    }
}
