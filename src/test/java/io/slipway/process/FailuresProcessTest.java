package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.change.IssueCommands;
import io.slipway.failure.RejectedException;
import io.slipway.review.Issue;
import io.slipway.rollout.task.TaskCommands;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What goes wrong while a wave runs, and what the checks said before. */
@ProcessTest
class FailuresProcessTest {

    private static final String PROD = "prod-1/orders_prod";
    /** Fails on the target alone: the scratch server's databases have names of their own. */
    private static final String NOT_YET =
            "DO $$ BEGIN IF current_database() = 'orders_prod' THEN RAISE EXCEPTION 'not yet'; END IF; END $$";

    @Autowired
    Shop shop;

    @Autowired
    TaskCommands tasks;

    @Autowired
    IssueCommands issues;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Releaser – retries a failed target by the API, then stops and sends the change back")
    void retriesByTheApiThenStops() {
        Issue issue = shop.oneOff("Not yet", PROD, NOT_YET);
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("owner", issue, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
        var asked = shop.awaitTask("releaser", issue, "ResolveFailures");

        tasks.retry(shop.account("releaser"), shop.stageOf(issue, "prod"), null);
        shop.in("releaser").awaitEnd(asked);
        shop.decide("releaser", issue, "ResolveFailures", Map.of("decision", "stop"));
        assertThat(shop.completedByWave(issue)).contains("FailuresResolved", "WaveReturned");
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "back", "reason", "it never will"));
        shop.decide("developer", issue, "EditChange", Map.of("decision", "withdraw"));

        shop.awaitStatus(issue, Issue.Status.CANCELED);
        assertThat(shop.taskState(issue, "orders_prod")).isEqualTo("FAILED");
        assertThat(shop.ledger("orders_prod")).isEmpty();
    }

    @Test
    @DisplayName("Releaser – a freeze that begins while a wave runs keeps its target waiting, and it goes on after it")
    void waitsForTheEndOfAFreezeThatBeginsMeanwhile() {
        Issue issue = shop.oneOff("Frozen", PROD, "CREATE TABLE frozen (id int PRIMARY KEY)");
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        freezeWhenAWaveStarts(8);
        try {
            shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
            shop.awaitStatus(issue, Issue.Status.DONE);
        } finally {
            thaw();
        }

        assertThat(shop.completedByWave(issue)).contains("AssessWave", "StartTimeReached", "WaveDone");
        assertThat(shop.value("orders_prod", "SELECT to_regclass('frozen')")).isEqualTo("frozen");
        assertThat(shop.ledger("orders_prod")).containsExactly("issue/" + issue.number() + ".1");
    }

    /** In the transaction that starts a wave: no other moment is between its start and its first target. */
    private void freezeWhenAWaveStarts(int seconds) {
        shop.jdbc().sql("""
                        CREATE FUNCTION freeze_now() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            INSERT INTO change_freeze (name, starts_at, ends_at, reason)
                            VALUES ('meanwhile', now() - interval '1 s', now() + interval '%d s', 'a test')
                            ON CONFLICT DO NOTHING;
                            RETURN NEW;
                        END $$;
                        CREATE TRIGGER freeze_now AFTER UPDATE ON wave FOR EACH ROW WHEN (NEW.status = 'RUNNING')
                        EXECUTE FUNCTION freeze_now()
                        """.formatted(seconds)).update();
    }

    private void thaw() {
        shop.jdbc()
                .sql("DROP FUNCTION freeze_now CASCADE; DELETE FROM change_freeze WHERE name = 'meanwhile'")
                .update();
    }

    @Test
    @DisplayName("Releaser – an error of the checks needs 'Rollout anyway' and a reason")
    void rollsOutAnyway() {
        rollOut("Second first", Map.of("2__second.sql", "CREATE TABLE second (id int PRIMARY KEY);"), false);
        Issue issue = rollOut(
                "First late",
                Map.of(
                        "1__first.sql", "CREATE TABLE first (id int PRIMARY KEY, second int REFERENCES second);",
                        "2__second.sql", "CREATE TABLE second (id int PRIMARY KEY);"),
                true);

        assertThat(shop.ledger("orders_prod")).containsExactly("2", "1");
        assertThat(shop.jdbc()
                        .sql("SELECT override_reason FROM stage WHERE id = :id")
                        .param("id", shop.stageOf(issue, "prod"))
                        .query(String.class)
                        .single())
                .isEqualTo("it only adds a table");
    }

    private Issue rollOut(String title, Map<String, String> files, boolean anyway) {
        Issue issue = shop.open(
                "ci",
                Map.of(
                        "project",
                        "shop",
                        "title",
                        title,
                        "targets",
                        PROD,
                        "release",
                        shop.release(files).name()));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        if (anyway) {
            shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
            var again = shop.awaitTask("releaser", issue, "ReleaseStage");
            shop.awaitProblem("releaser", again, "The checks found 1 errors");
        }
        shop.decide(
                "releaser",
                issue,
                "ReleaseStage",
                anyway
                        ? Map.of("start", "now", "rolloutAnyway", true, "reason", "it only adds a table")
                        : Map.of("start", "now"));
        return shop.awaitStatus(issue, Issue.Status.DONE);
    }

    @Test
    @DisplayName("Anybody – a stage that no change process asked for ends refused")
    void refusesAStageThatNobodyAskedFor() {
        Issue issue = shop.oneOff("Mine", PROD, "CREATE TABLE mine (id int PRIMARY KEY)");
        shop.awaitTask("approver", issue, "ApproveChange");

        long thief = Shop.startByRest(
                "StageRollout",
                Map.of(
                        "issueId", String.valueOf(issue.id()),
                        "stageRunId", java.util.UUID.randomUUID().toString()));

        assertThat(shop.completed(thief)).contains("StageRefused");
        assertThatThrownBy(() -> tasks.retry(shop.account("releaser"), shop.stageOf(issue, "prod"), null))
                .isInstanceOf(RejectedException.class)
                .hasMessageContaining("No failed task");
        issues.withdraw(shop.account("developer"), issue.id());
        shop.awaitStatus(issue, Issue.Status.CANCELED);
    }
}
