package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.ChangeViews;
import io.slipway.rollout.task.Forecast;
import io.slipway.testing.SettableClock;
import io.slipway.testing.SlipwayTest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether a stage fits into its window, from 22:00 to 04:00 in Berlin, by what dev took. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class ForecastTest {

    @Autowired
    FlowByHand flow;

    @Autowired
    Forecast forecast;

    @Autowired
    ChangeViews views;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    SettableClock clock;

    @BeforeEach
    void startAnew() {
        clock.set(Instant.parse("2026-03-02T10:00:00Z"));
        flow.startAnew();
    }

    @Test
    void warnsWhereEarlierStagesTookLongerThanTheWindowIsOpen() {
        Stage prod = afterDevTook(7, "night", 0);

        assertThat(forecast.warning(prod))
                .contains("WARNING: By what earlier stages took, this one takes 7 h 0 min at least, but from "
                        + "'2026-03-02T21:00:00Z' on its window is open for 6 h 0 min.");
        assertThat(views.ofStage(prod.id(), ""))
                .extractingByKey("timing")
                .asString()
                .startsWith("WARNING: By what earlier stages");
        clock.set(Instant.parse("2026-03-03T02:00:00Z"));
        assertThat(forecast.warning(prod).orElseThrow())
                .endsWith("from '2026-03-03T02:00:00Z' on its window is open for 1 h 0 min.");
    }

    @Test
    void countsWavesOneAfterTheOther() {
        assertThat(forecast.warning(afterDevTook(4, "night", 1)))
                .as("two waves")
                .isPresent();
        assertThat(forecast.warning(afterDevTook(4, "night", 2))).as("one wave").isEmpty();
    }

    @Test
    void saysNothingWithoutWindowOrEarlierRun() {
        assertThat(forecast.warning(afterDevTook(7, null, 0))).isEmpty();
        Stage prod = afterDevTook(7, "night", 0);
        jdbc.sql("UPDATE task SET status = 'FAILED' WHERE status = 'DONE'").update();
        assertThat(forecast.warning(prod)).isEmpty();
    }

    private Stage afterDevTook(int hours, @Nullable String window, int waveSize) {
        var issue = flow.openChecked("SELECT 1", "everything");
        var ofIssue = flow.steps().stages().ofIssue(issue.id());
        jdbc.sql("""
                        INSERT INTO task_run (task, epoch, status, started_at, beat_at, ended_at)
                        SELECT id, 1, 'DONE', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z',
                            timestamptz '2026-03-01T00:00:00Z' + :hours * interval '1 hour'
                        FROM task
                        WHERE stage = :stage
                        """)
                .param("hours", hours)
                .param("stage", ofIssue.getFirst().id())
                .update();
        jdbc.sql("UPDATE task SET status = 'DONE' WHERE stage = :stage")
                .param("stage", ofIssue.getFirst().id())
                .update();
        long prod = ofIssue.getLast().id();
        var policy = new Policy("p", List.of("approver"), "p", false, waveSize, 0, window, false, false);
        flow.steps().stage().adopt(prod, policy);
        return flow.steps().stages().findById(prod).orElseThrow();
    }
}
