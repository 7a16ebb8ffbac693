package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.camunda.client.CamundaClient;
import io.slipway.engine.Resumption;
import io.slipway.review.Issue;
import io.slipway.sample.Sample;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Zeebe forgot its process instances: fresh ones go on, and nothing is decided or run twice. */
@ProcessTest
class RecoveryProcessTest {

    @Autowired
    Shop shop;

    @Autowired
    Resumption resumption;

    @Autowired
    CamundaClient client;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    /** Cancel what the issue's processes are, as good as lost, and start anew; their bindings are still there. */
    private void loseAndResume(Issue issue) {
        List<Long> before = roots(issue);
        assertThat(before).hasSize(1);
        client.newCancelInstanceCommand(before.getFirst()).send().join();

        resumption.resume(shop.account("administrator"), true);

        Awaitility.await("a fresh process for issue " + issue.number())
                .atMost(Duration.ofSeconds(60))
                .until(() -> roots(issue).size() == 1 && !roots(issue).equals(before));
    }

    private List<Long> roots(Issue issue) {
        return jdbc.sql("""
                        SELECT process_instance_key
                        FROM process_binding
                        WHERE issue = :issue AND stage_run IS NULL AND wave_run IS NULL
                        """).param("issue", issue.id()).query(Long.class).list();
    }

    private long count(String event, Issue issue) {
        return jdbc.sql("SELECT count(*) FROM audit_event WHERE issue = :issue AND event = :event")
                .param("issue", issue.id())
                .param("event", event)
                .query(Long.class)
                .single();
    }

    @Test
    @DisplayName("Releaser – finds a scheduled rollout again after Zeebe was lost, approvals included")
    void goesOnWithAScheduledRollout() {
        var release = shop.release(Map.of("1__customer.sql", "CREATE TABLE customer (id bigint PRIMARY KEY);"));
        var issue = shop.open(
                "ci",
                Map.of("project", "shop", "title", "Customers", "targets", "everything", "release", release.name()));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        var tomorrow = clock.instant().plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC);
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "at", "startAt", tomorrow.toString()));
        var scheduled = shop.awaitTask("releaser", issue, "CancelOrReschedule");

        loseAndResume(issue);
        Awaitility.await("Tasklist shows the fresh process's task")
                .atMost(Duration.ofSeconds(60))
                .until(() -> !shop.awaitTask("releaser", issue, "CancelOrReschedule")
                        .id()
                        .equals(scheduled.id()));

        shop.decide("releaser", issue, "CancelOrReschedule", Map.of("decision", "cancel", "reason", "earlier"));
        shop.decide("releaser", issue, "ReleaseStage", Map.of("start", "now"));
        shop.awaitStatus(issue, Issue.Status.DONE);
        assertThat(count("stage-approved", issue)).isEqualTo(1);
        assertThat(count("issue-resumed", issue)).isEqualTo(1);
        assertThat(Sample.DATABASES)
                .allSatisfy(database -> assertThat(shop.ledger(database)).containsExactly("1"));
        assertThat(count("task-started", issue)).isEqualTo(Sample.DATABASES.size());
    }
}
