package io.slipway.api.change.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issue and where its rollout stands; lists show it without what only the single view has.
 *
 * @param rollout the resource name of its rollout
 * @param plan what it rolls out now, by the resource name that {@code slipway rollout --plan} takes
 * @param url the page that shows it to people
 * @param pullRequestApprovers who approved the pull request, as the pipeline said
 * @param checkBefore how its files were found to be before the issue was opened, as in a pull request
 * @param alreadyOpen true in the answer to a request to open what was open already, else absent
 * @param editAsked whether the creators are asked to edit the change or give it up
 */
public record IssueView(
        String name,
        @Nullable Boolean alreadyOpen,
        String rollout,
        String url,
        String title,
        String description,
        String impact,
        List<String> labels,
        String status,
        @Nullable String closeReason,
        String plan,
        List<String> releases,
        @Nullable String targetStage,
        Instant createdAt,
        @Nullable Instant closedAt,
        List<String> creators,
        boolean authorsUnknown,
        List<Approver> pullRequestApprovers,
        boolean editAsked,
        Checks checks,
        ReleaseView.@Nullable Check checkBefore,
        @Nullable List<StageView> stages,
        @Nullable List<FindingView> findings,
        @Nullable List<CommentView> comments,
        List<String> actions) {

    /** Who approved the pull request; {@code member} says whom the address belongs to, if to anybody. */
    public record Approver(String email, @Nullable String member) {}

    /** How many findings the newest check of the change has; {@code findings} shows only the heaviest. */
    public record Checks(boolean checked, long errors, long warnings) {}
}
