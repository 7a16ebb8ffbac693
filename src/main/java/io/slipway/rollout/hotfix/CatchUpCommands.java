package io.slipway.rollout.hotfix;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Separation;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What releasers say of stages that were left out: that their targets go without. */
@Component
public class CatchUpCommands {

    private final Issues issues;
    private final CatchUps catchUps;
    private final Separation separation;
    private final Audit audit;

    CatchUpCommands(Issues issues, CatchUps catchUps, Separation separation, Audit audit) {
        this.issues = issues;
        this.catchUps = catchUps;
        this.separation = separation;
        this.audit = audit;
    }

    /**
     * Let targets go without what an issue left out on them; later releases are let in again. Said again by the same account with the same
     * reason, it is said once.
     *
     * @throws RejectedException if nothing is owed, no reason is given, or the account may not
     */
    @Transactional
    public void waive(Account account, long issueId, String reason) {
        Issue issue = issues.lock(issueId).orElseThrow();
        separation.requireReleaser(account, issue);
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
        List<CatchUp> leftOut = catchUps.ofIssue(issueId);
        List<CatchUp> owed = leftOut.stream().filter(catchUps::isOwed).toList();
        if (owed.isEmpty()) {
            if (leftOut.stream()
                    .anyMatch(it -> account.name().equals(it.settledBy()) && reason.equals(it.settledReason()))) {
                return;
            }
            throw nothingOwed(issue);
        }
        catchUps.settle(owed, account.id(), reason);
        audit.record(new Audit.Event(
                "catch-up-waived",
                account.name(),
                issueId,
                "issue " + issue.number(),
                Map.of(
                        "reason",
                        reason,
                        "targets",
                        owed.stream().map(catchUps::targetOf).limit(100).toList())));
    }

    /** Nothing that was left out is owed any more. */
    public static RejectedException nothingOwed(Issue issue) {
        return new RejectedException(
                RejectedException.Reason.CONFLICT,
                "nothing-to-catch-up",
                "Issue %d left nothing out that a target still lacks.".formatted(issue.number()),
                "Look at the issue's present state: 'catchUp' of a stage says what is owed.");
    }
}
