package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.review.Directory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody submits to start a change, by Tasklist's form, plain REST, the API or the client. All of it is untrusted text.
 *
 * @param targets names of databases or groups
 * @param sql the SQL of a one-off, or empty
 * @param release the name of a release, or empty; exactly one of the two is needed
 * @param targetStage the environment after which stages wait for a promotion, or empty
 * @param pullRequestApprovers e-mail addresses of those who approved the pull request; a pipeline's alone to say
 * @param parts in the place of targets and release: releases with targets of their own, and an order between them
 */
public record ChangeForm(
        String project,
        String title,
        String description,
        List<String> labels,
        String comment,
        String impact,
        List<String> targets,
        String sql,
        String release,
        String targetStage,
        List<String> pullRequestApprovers,
        List<PartForm> parts) {

    /**
     * A release with its targets.
     *
     * @param name what a later part calls it by
     * @param after the name of an earlier part that must be done before in each stage, or empty
     */
    public record PartForm(String name, String release, List<String> targets, String after) {}

    static final int MAX_TITLE = 200;
    private static final int MAX_PARTS = 20;
    /** Law 8: what a person submits is at most 64 KB. */
    static final int MAX_SUBMITTED = 64 * 1024;

    /** Read the variables of a process or a JSON body; what is missing is empty, what is not text is refused. */
    public static ChangeForm of(Map<String, ?> submitted) {
        return new ChangeForm(
                text(submitted, "project"),
                text(submitted, "title"),
                text(submitted, "description"),
                list(submitted, "labels"),
                text(submitted, "comment"),
                text(submitted, "impact"),
                list(submitted, "targets"),
                text(submitted, "sql"),
                text(submitted, "release"),
                text(submitted, "targetStage"),
                List.of(),
                List.of());
    }

    /** Return what was submitted with the fields of a later form in place of the same fields before. */
    static Map<String, Object> corrected(Map<String, ?> before, Map<String, ?> later) {
        var merged = new java.util.HashMap<String, Object>(before);
        FIELDS.forEach(field -> {
            Object value = later.get(field);
            if (value != null) {
                merged.put(field, value);
            }
        });
        return merged;
    }

    /** The names of the fields that may be submitted. */
    public static final List<String> FIELDS = List.of(
            "project",
            "title",
            "description",
            "labels",
            "comment",
            "impact",
            "targets",
            "sql",
            "release",
            "targetStage");

    /** Refuse what cannot become an issue, naming the field and what to write in it. */
    void validate() {
        require(!title.isBlank(), "title-missing", "The change has no title.", "Say in a few words what it does.");
        if (!parts.isEmpty()) {
            validateParts();
        }
        require(
                !sql.isBlank() || !release.isBlank() || !parts.isEmpty(),
                "no-sql",
                "The change has neither SQL nor a release.",
                "Type the SQL to run, or name the release to roll out.");
        require(
                sql.isBlank() || release.isBlank(),
                "sql-and-release",
                "The change has both SQL and a release.",
                "Leave one of them empty.");
        requireSmall(
                title,
                Stream.of(
                                Stream.of(description, comment, impact, sql),
                                labels.stream(),
                                targets.stream(),
                                pullRequestApprovers.stream())
                        .flatMap(texts -> texts));
    }

    private void validateParts() {
        require(
                sql.isBlank() && release.isBlank() && targets.isEmpty(),
                "parts-and-targets",
                "The change has parts, and SQL, a release or targets beside them.",
                "Give each part its release and targets, and leave the others empty.");
        require(
                parts.size() <= MAX_PARTS,
                "too-many-parts",
                "The change has %d parts, more than %d.".formatted(parts.size(), MAX_PARTS),
                "Put targets that get the same release into one part.");
        var earlier = new ArrayList<String>();
        for (var part : parts) {
            require(
                    !part.release().isBlank() && !part.targets().isEmpty(),
                    "part-incomplete",
                    "Part %d has no release or no targets.".formatted(earlier.size() + 1),
                    "Give it both.");
            require(
                    part.name().isBlank() || !earlier.contains(part.name()),
                    "part-named-twice",
                    "Two parts are called '%s'.".formatted(Directory.shown(part.name())),
                    "Call them differently.");
            require(
                    part.after().isBlank() || earlier.contains(part.after()),
                    "part-order-unknown",
                    "Part %d comes after '%s', which is no part before it."
                            .formatted(earlier.size() + 1, Directory.shown(part.after())),
                    "List the parts in their order, and name one that stands before.");
            earlier.add(part.name());
        }
    }

    /** Refuse more text than a person submits (law 8). */
    static void requireSmall(String title, Stream<String> texts) {
        require(
                title.length() <= MAX_TITLE,
                "title-too-long",
                "The title has %d characters, more than %d.".formatted(title.length(), MAX_TITLE),
                "Shorten it; the description may be long.");
        int size = title.length() + texts.mapToInt(String::length).sum();
        require(
                size <= MAX_SUBMITTED,
                "change-too-large",
                "The change has %d characters of text, more than %d.".formatted(size, MAX_SUBMITTED),
                "Make a release of files with the client, and name it in the change.");
    }

    private static void require(boolean holds, String code, String message, String help) {
        if (!holds) {
            throw new RejectedException(RejectedException.Reason.INVALID, code, message, help);
        }
    }

    static String text(Map<String, ?> submitted, String field) {
        Object value = submitted.get(field);
        if (value == null) {
            return "";
        }
        require(
                value instanceof String || value instanceof Number || value instanceof Boolean,
                "field-not-text",
                "Field '%s' is not a text.".formatted(field),
                "Submit it as a text.");
        return Objects.toString(value).strip();
    }

    private static List<String> list(Map<String, ?> submitted, String field) {
        Object value = submitted.get(field);
        if (value instanceof List<?> values) {
            return values.stream()
                    .map(ChangeForm::string)
                    .filter(item -> !item.isEmpty())
                    .toList();
        }
        return Arrays.stream(text(submitted, field).split("[,\\n]"))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private static String string(@Nullable Object value) {
        return Objects.toString(value, "").strip();
    }
}
