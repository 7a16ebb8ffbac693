package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.rollout.task.Task;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

/** Between stages: a change soaks where it is, and goes on while that is well. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class HealthGateTest {

    private static final Instant MORNING = Instant.parse("2026-03-02T10:00:00Z");
    private static final String FILE =
            "CREATE TABLE note (id int PRIMARY KEY);\nINSERT INTO note VALUES (1);\nGRANT SELECT ON note TO slipway_reader;\n";

    @Autowired
    FlowByHand flow;

    @Autowired
    SettableClock clock;

    @Autowired
    Audit audit;

    private final AtomicInteger status = new AtomicInteger(200);
    private HttpServer monitor;
    private Issue issue;

    @BeforeEach
    void prepare() throws IOException {
        clock.set(MORNING);
        monitor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        monitor.createContext("/shop", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(status.get(), -1);
            }
        });
        monitor.start();
        flow.startAnew();
        issue = flow.openRelease(Map.of("V1__note.sql", FILE), "dev-1/orders_dev, staging-1/orders_staging");
    }

    @AfterEach
    void stop() {
        monitor.stop(0);
    }

    /** Configure what the first stage asks, carry a change through it, and enter the second. */
    private Stage afterFirst(String asked) {
        flow.configureEnvironments(
                "- {name: dev, tier: DEVELOPMENT%s}\n- {name: staging, tier: TESTING}\n- {name: prod, tier: PRODUCTION}\n"
                        .formatted(asked));
        flow.carry(issue);
        flow.steps().stage().finish(first().id());
        return flow.enterStage(issue, FlowByHand.AUTOMATIC);
    }

    private Stage first() {
        return flow.steps().stages().ofIssue(issue.id()).getFirst();
    }

    private Stage current(Stage stage) {
        return flow.steps().stages().findById(stage.id()).orElseThrow();
    }

    private Task.Status task(Stage stage) {
        return flow.steps().tasks().ofStage(stage.id()).getFirst().status();
    }

    @Test
    void soaksBeforeItGoesOn() {
        Stage second = afterFirst(", soak: 90m");

        long wave = flow.enterWave(second);
        assertThat(flow.steps().wave().open(wave))
                .extracting("startsAt")
                .isEqualTo(MORNING.plus(Duration.ofMinutes(90)));
        assertThat(task(second)).isEqualTo(Task.Status.PENDING);

        clock.set(MORNING.plus(Duration.ofMinutes(90)));
        assertThat(flow.start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void putsARunNowOffUntilItHasSoaked() {
        Stage second = afterFirst(", soak: 1h");
        flow.steps().stage().adopt(second.id(), FlowByHand.PRODUCTION);
        flow.approve(second, "approver");
        flow.release(second, "releaser", null);

        long wave = flow.enterWave(second);

        assertThat(flow.steps().wave().open(wave)).extracting("startsAt").isEqualTo(MORNING.plus(Duration.ofHours(1)));
    }

    @Test
    void goesOnWhereTheTargetsAgree() {
        Stage second = afterFirst(", health: [{name: rows, sql: 'SELECT count(*) = 1 FROM note'}]");
        long wave = flow.enterWave(second);

        assertThat(flow.start(wave).start()).isEqualTo(WaveFlow.Start.STARTED);
        assertThat(audit.isRecorded(
                        "health-checked",
                        "stage " + second.id(),
                        Map.of("checks", List.of("rows"), "problems", List.of())))
                .isTrue();
    }

    @Test
    void goesBackToTheReleaserWhereATargetDoesNot() {
        Stage second = afterFirst(", health: [{name: rows, sql: 'SELECT count(*) > 1 FROM note'}]");
        long wave = flow.enterWave(second);

        assertThat(flow.start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current(second).problem())
                .contains("'dev' is not well: Check 'rows' does not hold on 'dev-1/orders_dev'.");
        assertThat(task(second)).isEqualTo(Task.Status.CANCELED);
        assertThat(flow.nextDecision(second)).isEqualTo(StageFlow.Decision.RELEASE);
    }

    @Test
    void changesNothingAndWaitsNoLongerThanItMay() {
        Stage second = afterFirst("""
                , health: [
                  {name: writes, sql: 'INSERT INTO note VALUES (2) RETURNING true'},
                  {name: ends, sql: 'COMMIT; DELETE FROM note'},
                  {name: slow, sql: 'SELECT pg_sleep(20) IS NULL', timeout: 1s},
                  {name: text, sql: 'SELECT 1'},
                  {name: kept, sql: 'SELECT count(*) = 1 FROM note'}]""");
        long wave = flow.enterWave(second);

        assertThat(flow.start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current(second).problem())
                .contains("'writes' gave no answer")
                .contains("read-only")
                .contains("'ends' gave no answer")
                .contains("'slow' gave no answer")
                .contains("'text' gave no answer")
                .doesNotContain("'kept'");
    }

    @Test
    void asksAMonitorAndAgainAtTheNextRelease() {
        Stage second = afterFirst(", health: [{name: monitor, url: 'http://127.0.0.1:%d/shop'}]"
                .formatted(monitor.getAddress().getPort()));
        status.set(503);
        assertThat(flow.start(flow.enterWave(second)).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current(second).problem()).contains("'monitor' was answered with status 503");

        status.set(204);
        flow.release(second, "releaser", null);
        assertThat(flow.start(flow.enterWave(second)).start()).isEqualTo(WaveFlow.Start.STARTED);
    }

    @Test
    void startsNothingThatNobodyAskedFor() {
        Stage second = afterFirst(", health: [{name: rows, sql: 'SELECT true'}]");
        long wave = flow.enterWave(second);

        assertThat(flow.steps().wave().start(wave).start()).isEqualTo(WaveFlow.Start.RETURNED);
        assertThat(current(second).problem()).contains("Nobody has asked whether 'dev' is well");
    }

    @Test
    void refusesWhatCannotBeAsked() {
        assertThatThrownBy(() -> flow.configureEnvironments("""
                - name: dev
                  tier: TESTING
                  soak: soon
                  health:
                    - {name: both, sql: 'SELECT true', url: 'https://example.com'}
                    - {name: both, url: 'http://example.com'}
                    - {name: long, sql: 'SELECT true', timeout: 2h}
                """))
                .hasMessageContaining("'soak' that is no time")
                .hasMessageContaining("neither or both")
                .hasMessageContaining("'both' twice")
                .hasMessageContaining("without TLS")
                .hasMessageContaining("'timeout' that is no time");
    }
}
