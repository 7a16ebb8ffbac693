package io.slipway.review;

import io.slipway.plan.Plan;
import io.slipway.project.Account;
import io.slipway.project.Project;
import io.slipway.release.Release;
import io.slipway.review.pullrequest.PullRequestApprovals;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes issues down with their creators, first comment and audit events, in the caller's transaction. */
@Component
public class IssueRegister {

    private final Issues issues;
    private final IssueCreators creators;
    private final IssueThread thread;
    private final PullRequestApprovals pullRequest;
    private final Audit audit;
    private final Clock clock;

    IssueRegister(
            Issues issues,
            IssueCreators creators,
            IssueThread thread,
            PullRequestApprovals pullRequest,
            Audit audit,
            Clock clock) {
        this.issues = issues;
        this.creators = creators;
        this.thread = thread;
        this.pullRequest = pullRequest;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an issue to be opened says. */
    public record Draft(
            long project,
            int number,
            String title,
            String description,
            String impact,
            List<String> labels,
            String comment,
            @Nullable Long targetStage,
            List<String> pullRequestApprovers) {}

    /** Take the next number of a project; held until the transaction ends. */
    public int nextNumber(Project project) {
        return issues.nextNumber(project.id());
    }

    public Issue open(Account account, Draft draft, List<Release> releases, Plan plan) {
        Issue issue = issues.save(new Issue(
                0,
                draft.project(),
                draft.number(),
                draft.title(),
                draft.description(),
                draft.impact(),
                draft.labels(),
                Issue.Status.OPEN,
                Issue.Request.NONE,
                plan.id(),
                draft.targetStage(),
                0,
                clock.instant(),
                null,
                null,
                0));
        creators.add(issue.id(), account.id(), IssueCreators.Because.OPENED);
        releases.forEach(release -> addAuthors(issue, release));
        thread.say(issue.id(), account.id(), draft.comment());
        pullRequest.record(draft.project(), issue.id(), plan.id(), draft.pullRequestApprovers());
        var facts = new HashMap<String, Object>(Map.of(
                "release",
                releases.stream().map(Release::name).collect(Collectors.joining(", ")),
                "digest",
                plan.digest()));
        if (!draft.pullRequestApprovers().isEmpty()) {
            facts.put("pullRequestApprovers", draft.pullRequestApprovers());
        }
        record("issue-opened", account, issue, facts);
        return issue;
    }

    /** What an edit puts in the place of a release, which it names. */
    public record Replacement(String before, Release release) {}

    public Issue edit(Account account, Issue issue, Replacement edit, Plan plan, Issue.Request request) {
        Issue edited = issues.save(issue.edited(plan.id(), request));
        creators.add(issue.id(), account.id(), IssueCreators.Because.EDITED);
        addAuthors(edited, edit.release());
        record(
                "issue-edited",
                account,
                edited,
                Map.of(
                        "release", edit.release().name(),
                        "digest", plan.digest(),
                        "before", edit.before(),
                        "after", edit.release().name()));
        return edited;
    }

    /** Put a new plan of the same in the place of an issue's, which makes nobody its creator. */
    public Issue planAnew(Issue issue, Plan plan) {
        return issues.save(issue.edited(plan.id(), Issue.Request.EDIT));
    }

    private void addAuthors(Issue issue, Release release) {
        release.authors().forEach(author -> {
            if (author.account() != null) {
                creators.add(issue.id(), author.account(), IssueCreators.Because.AUTHORED);
            }
        });
    }

    private void record(String event, Account account, Issue issue, Map<String, ?> facts) {
        audit.record(new Audit.Event(event, account.name(), issue.id(), "issue " + issue.number(), facts));
    }
}
