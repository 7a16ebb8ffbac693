package io.slipway.api.change.model;

import io.slipway.change.ChangeForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a change to be rolled out.
 *
 * @param targets databases or groups
 * @param sql of a one-off; or else
 * @param release the release's name
 * @param targetStage the environment after which stages wait for a promotion
 * @param pullRequestApprovers e-mail addresses of those who approved the pull request; only a service account may say it
 * @param parts in the place of targets and release: releases with targets of their own, and an order between them
 */
public record IssueRequest(
        @Nullable String title,
        @Nullable String description,
        @Nullable List<String> labels,
        @Nullable String comment,
        @Nullable String impact,
        @Nullable List<String> targets,
        @Nullable String sql,
        @Nullable String release,
        @Nullable String targetStage,
        @Nullable List<String> pullRequestApprovers,
        @Nullable List<Part> parts) {

    /**
     * A release with its targets.
     *
     * @param name what a later part calls it by
     * @param after the name of an earlier part that must be done before in each stage
     */
    public record Part(
            @Nullable String name,
            @Nullable String release,
            @Nullable List<String> targets,
            @Nullable String after) {

        ChangeForm.PartForm form() {
            return new ChangeForm.PartForm(
                    text(name).strip(),
                    text(release).strip(),
                    list(targets),
                    text(after).strip());
        }
    }

    public ChangeForm form(String project) {
        return new ChangeForm(
                project,
                text(title).strip(),
                text(description),
                list(labels),
                text(comment),
                text(impact),
                list(targets),
                text(sql),
                text(release),
                text(targetStage),
                list(pullRequestApprovers),
                parts == null ? List.of() : parts.stream().map(Part::form).toList());
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static List<String> list(@Nullable List<String> given) {
        return given == null
                ? List.of()
                : given.stream()
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }
}
