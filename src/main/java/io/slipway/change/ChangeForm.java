package io.slipway.change;

import io.slipway.failure.RejectedException;
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
        List<String> pullRequestApprovers) {

    static final int MAX_TITLE = 200;
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
        require(
                !sql.isBlank() || !release.isBlank(),
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
