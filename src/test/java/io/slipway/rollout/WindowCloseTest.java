package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.IssueCommands;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import io.slipway.testing.Waiting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of a migration that still runs when its window, from 22:00 to 04:00 in Berlin, closes. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class WindowCloseTest {

    private static final Policy NIGHT = new Policy("free", List.of(), "free", true, 0, 0, "night", true, false);
    private static final Instant TONIGHT = Instant.parse("2026-03-02T21:00:00Z");
    private static final Instant MORNING = Instant.parse("2026-03-03T03:00:00Z");
    private static final Instant TOMORROW = Instant.parse("2026-03-03T21:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SQL = """
            BEGIN; CREATE TABLE before_it (id int); COMMIT;
            BEGIN; SELECT pg_advisory_xact_lock(4711); CREATE TABLE after_it (id int); COMMIT;
            """;

    @Autowired
    FlowByHand flow;

    @Autowired
    IssueCommands commands;

    @Autowired
    Waves waves;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    private Sample sample;
    private Issue issue;
    private Stage stage;
    private long wave;

    @BeforeEach
    void start() {
        clock.set(TONIGHT);
        sample = flow.startAnew();
        issue = flow.openChecked(SQL, "dev-1/orders_dev");
        stage = flow.enterStage(issue, NIGHT);
        wave = flow.enterWave(stage);
    }

    @Test
    void runsToItsEndUnlessTheWindowSaysOtherwise() throws Exception {
        try (var gate = closedGate()) {
            var running = run();

            clock.set(MORNING);
            gate.rollback();
            running.join();
        }

        assertThat(task().status()).isEqualTo(Task.Status.DONE);
    }

    @Test
    void stopsAndGoesOnInTheNextOpeningWhereTheWindowSaysSo() throws Exception {
        cancelAtClose();
        try (var gate = closedGate()) {
            var running = run();

            clock.set(MORNING);
            running.join();
            gate.rollback();
        }

        assertThat(task().status()).isEqualTo(Task.Status.PENDING);
        assertThat(tables()).containsExactly("before_it");
        assertThat(waves.byId(wave))
                .extracting(Waves.Wave::status, Waves.Wave::startsAt)
                .containsExactly(Waves.Status.PENDING, TOMORROW);
        assertThat(jdbc.sql("SELECT code FROM task_run").query(String.class).single())
                .isEqualTo("window-closed");
        assertThat(flow.steps().wave().assess(wave).assessment()).isEqualTo(WaveFlow.Assessment.WAITING);
        assertThat(jdbc.sql("SELECT facts ->> 'startAt' FROM audit_event WHERE event = 'wave-paused'")
                        .query(String.class)
                        .single())
                .isEqualTo(TOMORROW.toString());
        clock.set(TOMORROW);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        assertThat(task().status()).isEqualTo(Task.Status.DONE);
        assertThat(tables()).containsExactly("after_it", "before_it");
    }

    @Test
    void staysStoppedWhereAPersonGaveTheChangeUpMeanwhile() throws Exception {
        cancelAtClose();
        try (var gate = closedGate()) {
            var running = run();

            commands.withdraw(flow.account("developer"), issue.id());
            clock.set(MORNING);
            running.join();
            gate.rollback();
        }

        assertThat(task().status()).isEqualTo(Task.Status.CANCELED);
    }

    private Thread run() {
        var batches = flow.steps().wave().start(wave).batches();
        var running = Thread.ofVirtual().start(() -> flow.run(wave, batches));
        Waiting.until(PATIENCE, () -> tables().contains("before_it"));
        return running;
    }

    /** Hold what the file's second transaction waits for. */
    private Connection closedGate() throws SQLException {
        var gate = sample.targets().connect(sample.url("orders_dev"));
        gate.setAutoCommit(false);
        try (var statement = gate.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(4711)");
        }
        return gate;
    }

    private void cancelAtClose() {
        jdbc.sql("UPDATE maintenance_window SET at_close = 'CANCEL'").update();
    }

    private Task task() {
        return flow.steps().tasks().ofStage(stage.id()).getFirst();
    }

    private List<String> tables() throws SQLException {
        try (var connection = sample.targets().connect(sample.url("orders_dev"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT array_agg(tablename::text ORDER BY tablename) FROM pg_tables WHERE tablename LIKE '%\\_it'")) {
            rows.next();
            var names = rows.getArray(1);
            return names == null ? List.of() : List.of((String[]) names.getArray());
        }
    }
}
