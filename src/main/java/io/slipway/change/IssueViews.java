package io.slipway.change;

import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Approval;
import io.slipway.review.Approvals;
import io.slipway.review.Comments;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.IssueCreators;
import io.slipway.review.pullrequest.PullRequestApprovals;
import io.slipway.rollout.Stage;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What people said and decided about an issue, as forms show it. */
@Component
class IssueViews {

    private static final int MAX_TEXT = 2_000;
    private static final int MAX_LINE = 400;

    private final Directory directory;
    private final IssueCreators creators;
    private final PullRequestApprovals pullRequest;
    private final Comments comments;
    private final Approvals approvals;
    private final Accounts accounts;

    IssueViews(
            Directory directory,
            IssueCreators creators,
            PullRequestApprovals pullRequest,
            Comments comments,
            Approvals approvals,
            Accounts accounts) {
        this.directory = directory;
        this.creators = creators;
        this.pullRequest = pullRequest;
        this.comments = comments;
        this.approvals = approvals;
        this.accounts = accounts;
    }

    Map<String, Object> of(Issue issue, String problem) {
        var view = new HashMap<String, Object>();
        view.put("issue", directory.nameOf(issue));
        view.put("subject", subject(issue, "edit"));
        view.put("title", ChangeViews.bounded(issue.title(), MAX_LINE));
        view.put("description", ChangeViews.bounded(issue.description(), MAX_TEXT));
        view.put("impact", ChangeViews.bounded(issue.impact(), MAX_TEXT));
        view.put("labels", ChangeViews.bounded(String.join(", ", issue.labels()), MAX_TEXT));
        view.put("creators", ChangeViews.bounded(String.join(", ", creators.namesOf(issue.id())), MAX_TEXT));
        view.put("timing", ChangeViews.bounded(timing(issue), MAX_TEXT));
        view.put("problem", ChangeViews.bounded(problem, MAX_TEXT));
        return view;
    }

    /** Return what tells a task from others in a list of tasks: its issue's number, what of it, and the title. */
    static String subject(Issue issue, String part) {
        return ChangeViews.bounded("#%d %s: %s".formatted(issue.number(), part, issue.title()), MAX_LINE);
    }

    /** Title, description, labels and comments may all say when: they are shown together where people decide. */
    private String timing(Issue issue) {
        var said = new ArrayList<String>();
        if (!issue.labels().isEmpty()) {
            said.add(String.join(", ", issue.labels()));
        }
        if (!issue.description().isBlank()) {
            said.add(issue.description());
        }
        comments.findByIssueOrderById(issue.id())
                .forEach(comment -> said.add(name(comment.account()) + ": " + comment.text()));
        return String.join("\n", said);
    }

    /** Return what was decided before a stage's next decision, from the pull request on. */
    List<Map<String, Object>> before(Issue issue, Stage stage) {
        var pulled = pullRequest.of(issue.id()).stream()
                .map(approver -> Map.<String, Object>of(
                        "when",
                        issue.createdAt().truncatedTo(ChronoUnit.SECONDS).toString(),
                        "who",
                        ChangeViews.bounded(Objects.requireNonNullElse(approver.account(), approver.email()), MAX_LINE),
                        "decision",
                        "PULL REQUEST APPROVED",
                        "comment",
                        "as the pipeline says"));
        return Stream.concat(pulled, decisions(stage).stream()).toList();
    }

    List<Map<String, Object>> decisions(Stage stage) {
        return approvals.findByStageOrderByStep(stage.id()).stream()
                .map(approval -> Map.<String, Object>of(
                        "when",
                                approval.decidedAt()
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString(),
                        "who", name(approval.account()),
                        "decision", approval.decision().name(),
                        "comment", ChangeViews.bounded(approval.comment() + conditions(approval), MAX_LINE)))
                .toList();
    }

    private static String conditions(Approval approval) {
        return Stream.of(
                        approval.notBefore() == null ? "" : " (not before " + approval.notBefore() + ")",
                        approval.onlyInWindow() == null ? "" : " (only in window " + approval.onlyInWindow() + ")")
                .collect(Collectors.joining());
    }

    String requestedChanges(List<Stage> stages) {
        String requested = stages.stream()
                .flatMap(stage -> approvals.findByStageOrderByStep(stage.id()).stream())
                .filter(approval -> approval.decision() == Approval.Decision.REQUEST_CHANGES)
                .map(approval -> name(approval.account()) + ": " + approval.comment())
                .collect(Collectors.joining("\n"));
        return ChangeViews.bounded(requested, MAX_TEXT);
    }

    private String name(long account) {
        return accounts.findById(account).map(Account::name).orElse("unknown");
    }
}
