package io.slipway.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.json.JsonMapper;

/** Part 2: SQL typed into a form goes to production at its time, and nobody changes it while it waits for that. */
final class OneOffStory {

    private static final String DATABASE = "orders_prod";
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Narrator narrator;
    private final People people;
    private final Patience patience;
    private final Databases databases;
    private final Api developer;
    private final Duration soon;
    private final Clock clock = Clock.systemUTC();
    private final String voucher =
            "NIGHT-" + DateTimeFormatter.ofPattern("MMddHHmmss").format(OffsetDateTime.now(clock));
    private final String title = "Voucher " + voucher;

    OneOffStory(
            Narrator narrator, People people, Patience patience, Databases databases, Api developer, Duration soon) {
        this.narrator = narrator;
        this.people = people;
        this.patience = patience;
        this.databases = databases;
        this.developer = developer;
        this.soon = soon;
    }

    void tell() {
        request();
        approve("The approver reads the SQL and approves.");
        var issue = scheduleForTheNight();
        refuseEdit(issue);
        sendBack();
        approve("The edit has voided the approval: the approver is asked again.");
        runSoon(issue);
    }

    private void request() {
        narrator.step(
                "The developer types SQL for %s into Tasklist's form, to be run at night.".formatted(DATABASE), () -> {
                    people.start(
                            "developer",
                            Map.of(
                                    "project",
                                    "shop",
                                    "title",
                                    title,
                                    "labels",
                                    "rollout:night",
                                    "targets",
                                    "prod-1/" + DATABASE,
                                    "sql",
                                    sql(50)));
                    return sql(50);
                });
        narrator.step("The developer confirms the request, and so becomes its creator.", () -> {
            people.decide("developer", "ConfirmRequest", title, task -> Map.of("decision", "confirm"));
            return "Confirmed.";
        });
    }

    private void approve(String saying) {
        narrator.step(saying, () -> {
            var shown = people.decide(
                    "approver", "ApproveChange", title, task -> Map.of("decision", "approve", "comment", "Fine."));
            return "'%s' of '%s' is approved for %s."
                    .formatted(shown.text("issue"), shown.text("creators"), shown.text("environment"));
        });
    }

    private String scheduleForTheNight() {
        narrator.step("The releaser takes the start that the label 'rollout:night' proposes.", () -> {
            people.decide(
                    "releaser",
                    "ReleaseStage",
                    title,
                    task -> Map.of("start", "at", "startAt", task.text("proposedStart")));
            return scheduled();
        });
        return people.await("releaser", "CancelOrReschedule", title).text("issue");
    }

    private String scheduled() {
        var shown = people.await("releaser", "CancelOrReschedule", title);
        return "Scheduled for %s, and locked until then.".formatted(shown.text("startAt"));
    }

    private void refuseEdit(String issue) {
        narrator.step("The developer tries to edit it all the same.", () -> {
            var edit = JsonMapper.shared().writeValueAsString(Map.of("sql", sql(60)));
            var answer = developer.send("PATCH", "/v1/" + issue, edit);
            var code = answer.body().path("code").asString("");
            if (answer.status() != 409 || !code.equals("rollout-locked")) {
                throw DemoFailedException.unexpected("The answer to the edit", "409 rollout-locked", answer);
            }
            return "Refused, %d %s: %s"
                    .formatted(
                            answer.status(), code, answer.body().path("detail").asString(""));
        });
    }

    private void sendBack() {
        narrator.step("The releaser cancels the schedule.", () -> {
            people.decide(
                    "releaser",
                    "CancelOrReschedule",
                    title,
                    task -> Map.of("decision", "cancel", "reason", "50 % is too much."));
            return "Cancelled; the approval stands.";
        });
        narrator.step("The releaser sends the change back to its creator.", () -> {
            people.decide(
                    "releaser", "ReleaseStage", title, task -> Map.of("start", "back", "reason", "Make it 15 %."));
            return "Sent back: make it 15 %.";
        });
        narrator.step("The developer edits the SQL.", () -> {
            var shown = people.decide(
                    "developer",
                    "EditChange",
                    title,
                    task -> Map.of("decision", "edit", "title", title, "labels", task.text("labels"), "sql", sql(15)));
            return "The form said '%s'; the SQL is now:\n%s"
                    .formatted(
                            shown.text("timing")
                                    .lines()
                                    .reduce((first, last) -> last)
                                    .orElse(""),
                            sql(15));
        });
    }

    private void runSoon(String issue) {
        narrator.step("The releaser schedules it %d seconds ahead.".formatted(soon.toSeconds()), () -> {
            var shown = new AtomicReference<String>();
            people.decide("releaser", "ReleaseStage", title, task -> {
                shown.set(startSoon());
                return Map.of("start", "at", "startAt", shown.get());
            });
            return "Scheduled for %s.".formatted(shown);
        });
        narrator.step("Its time comes.", () -> {
            patience.until(
                    "The end of '%s'".formatted(issue),
                    () -> developer
                            .send("GET", "/v1/" + issue, "")
                            .body()
                            .path("status")
                            .asString("")
                            .equals("DONE"));
            var query = "SELECT code || ', ' || percent_off || ' %' FROM voucher WHERE code = '" + voucher + "'";
            var found = databases.values(DATABASE, query);
            if (!found.equals(List.of(voucher + ", 15 %"))) {
                throw DemoFailedException.unexpected("The new voucher", voucher + ", 15 %", found);
            }
            return "%s holds the voucher %s; its newest revision is %s."
                    .formatted(
                            DATABASE,
                            found.getFirst(),
                            databases.versions(DATABASE).getLast());
        });
    }

    /** Return a start so near that on a busy machine it may have passed before Tasklist shows who waits for it. */
    private String startSoon() {
        var start = clock.instant().plus(soon).truncatedTo(ChronoUnit.SECONDS);
        return start.atZone(ZONE).toOffsetDateTime().toString();
    }

    private String sql(int percent) {
        return """
                INSERT INTO voucher (code, percent_off, valid_until)
                VALUES ('%s', %d, date '2027-06-30');""".formatted(voucher, percent);
    }
}
