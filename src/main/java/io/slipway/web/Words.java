package io.slipway.web;

import io.slipway.api.change.model.StageView;
import io.slipway.change.IssueHistory;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words times, states and events for people; the templates call it by its bean name. */
@Component
public final class Words {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;

    private static final Map<String, String> EVENTS = Map.ofEntries(
            Map.entry("issue-opened", "opened the issue"),
            Map.entry("issue-edited", "edited the change"),
            Map.entry("reconcile-given", "gave targets a reconcile file"),
            Map.entry("text-accepted", "accepted an earlier text as equal"),
            Map.entry("issue-withdrawn", "withdrew the change"),
            Map.entry("issue-done", "closed the issue as done"),
            Map.entry("issue-canceled", "closed the issue as cancelled"),
            Map.entry("check-wanted", "had the change checked again"),
            Map.entry("policy-adopted", "chose the policy"),
            Map.entry("stage-approved", "approved"),
            Map.entry("stage-refused", "refused"),
            Map.entry("stage-released", "released"),
            Map.entry("stage-confirmed", "confirmed the rollout"),
            Map.entry("stage-sent-back", "sent the change back"),
            Map.entry("stage-given-back", "gave the stage back to the releaser"),
            Map.entry("stage-promoted", "promoted"),
            Map.entry("stage-left-out", "left the stage out"),
            Map.entry("condition-named", "named what must be done first"),
            Map.entry("condition-dropped", "dropped what had to be done first"),
            Map.entry("gate-opened", "opened a gate"),
            Map.entry("catch-up-opened", "opened an issue to catch up"),
            Map.entry("catch-up-waived", "let targets go without what was left out"),
            Map.entry("stage-done", "finished the stage"),
            Map.entry("wave-started", "started a wave"),
            Map.entry("schedule-canceled", "cancelled the schedule"),
            Map.entry("schedule-replaced", "rescheduled"),
            Map.entry("failures-resolved", "decided about failures"),
            Map.entry("tasks-retried", "had failed targets tried again"),
            Map.entry("tasks-skipped", "left targets out"),
            Map.entry("task-resolved", "said what is true of an unknown target"));

    private static final Map<String, String> WAITS = Map.of(
            "promotion", "a releaser to promote it",
            "release", "a releaser to start or schedule it",
            "failures", "a releaser to decide about failures",
            "edit", "a developer to edit the change or give it up");

    /** Return a time to the minute in UTC; empty for none. */
    public String time(@Nullable Instant time) {
        return time == null ? "" : MINUTE.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /** Return a time to the second in UTC; empty for none. */
    public String second(@Nullable Instant time) {
        return time == null ? "" : SECOND.format(time.atZone(ZoneOffset.UTC)) + " UTC";
    }

    /** Return a time in UTC and, where another zone was named, in that zone too. */
    public String time(@Nullable Instant time, @Nullable String zone) {
        if (time == null || zone == null || zone.isBlank() || zone.equals("UTC")) {
            return time(time);
        }
        return "%s %s (%s)".formatted(MINUTE.format(time.atZone(ZoneId.of(zone))), zone, time(time));
    }

    /** Return a state as people write it, such as {@code not started}. */
    public String state(Object state) {
        return state.toString().toLowerCase(Locale.ROOT).replace('_', ' ').replace("canceled", "cancelled");
    }

    /** Return the class that gives a state or level its colour. */
    public String tone(Object state) {
        return switch (state.toString()) {
            case "DONE", "APPROVED" -> "tone-good";
            case "FAILED", "UNKNOWN", "REJECTED", "ERROR", "LOST" -> "tone-bad";
            case "WARNING", "PENDING" -> "tone-care";
            case "OPEN", "RUNNING", "RELEASED", "CONFIRMED" -> "tone-busy";
            default -> "tone-plain";
        };
    }

    /** Return what somebody did; an event without words of its own is told by its name. */
    public String what(IssueHistory.Entry entry) {
        var plain = EVENTS.getOrDefault(entry.event(), entry.event().replace('-', ' '));
        return switch (entry.event()) {
            case "issue-opened", "issue-edited" -> "%s, release %s".formatted(plain, entry.fact("release"));
            case "reconcile-given", "text-accepted" -> "%s: %s".formatted(plain, entry.fact("targets"));
            case "policy-adopted" ->
                "%s: row '%s' for approvals, row '%s' for the rollout"
                        .formatted(plain, entry.fact("approvalRow"), entry.fact("rolloutRow"));
            case "stage-approved" -> plain + prefixed(", not before ", moment(entry.fact("notBefore")));
            case "stage-refused" -> entry.fact("decision").equals("REJECT") ? "rejected" : "asked for changes";
            case "stage-released" ->
                plain + (entry.fact("startAt").isEmpty() ? ", to start at once" : ", to start at " + start(entry));
            case "schedule-replaced" -> "%s to %s".formatted(plain, start(entry));
            case "failures-resolved" -> "%s: %s".formatted(plain, state(entry.fact("resolution")));
            case "tasks-retried", "tasks-skipped" -> "%s (%s)".formatted(plain, entry.fact("count"));
            case "task-resolved" -> "%s: %s".formatted(plain, state(entry.fact("finding")));
            default -> plain;
        };
    }

    /** Return the reason that was given for it; empty where none was. */
    public String why(IssueHistory.Entry entry) {
        var overridden = prefixed("Rollout anyway: ", entry.fact("overrideReason"));
        return entry.fact("reason") + overridden + entry.fact("why");
    }

    private String start(IssueHistory.Entry entry) {
        return moment(entry.fact("startAt"));
    }

    private String moment(String instant) {
        return instant.isEmpty() ? "" : time(Instant.parse(instant));
    }

    private static String prefixed(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }

    /** Return whom or what a stage waits for. */
    public String waiting(StageView.WaitsFor waits) {
        return switch (waits.kind()) {
            case "approval" -> "an %s to decide, step %d of %d".formatted(waits.role(), waits.step(), waits.steps());
            case "start" -> "its start at " + time(waits.until());
            case "queue" -> "its turn: " + waits.problem();
            default -> WAITS.getOrDefault(waits.kind(), waits.kind());
        };
    }

    /** Return a duration of milliseconds as people read it. */
    public String duration(long ms) {
        if (ms < SECOND_MS) {
            return ms + " ms";
        }
        return ms < MINUTE_MS
                ? String.format(Locale.ROOT, "%.1f s", ms / (double) SECOND_MS)
                : "%d min %d s".formatted(ms / MINUTE_MS, ms % MINUTE_MS / SECOND_MS);
    }

    /** Return a target as people write it, such as {@code prod-1/orders}. */
    public String target(String resource) {
        return shortTarget(resource);
    }

    /** Return what {@link #target} does, for code. */
    public static String shortTarget(String resource) {
        return resource.replaceFirst("^instances/", "")
                .replaceFirst("/databases/", "/")
                .replaceFirst("/schemas/", "/");
    }

    /** Return the last part of a resource name. */
    public String last(String resource) {
        return resource.substring(resource.lastIndexOf('/') + 1);
    }

    /** Return a count with its noun, such as {@code 1 file} and {@code 2 files}. */
    public String count(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
