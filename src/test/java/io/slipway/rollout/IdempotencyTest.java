package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.change.ChangeDesk;
import io.slipway.change.IssueFlow;
import io.slipway.release.Release;
import io.slipway.review.Issue;
import io.slipway.testing.SlipwayTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A release runs on each target what that lacks, once, however often and from wherever it is asked for. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class IdempotencyTest {

    private static final String DEV = "dev-1/orders_dev";
    private static final String PROD = "prod-1/orders_prod";

    @Autowired
    FlowByHand flow;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void startAnew() {
        flow.startAnew();
    }

    /** Make a release of the first so many versions; a second run of one would fail, and a lost one the next. */
    private Release versions(int last) {
        var texts = new LinkedHashMap<String, String>();
        texts.put("V1__t.sql", "CREATE TABLE t (c1 int);");
        for (int version = 2; version <= last; version++) {
            texts.put(
                    "V%d__t.sql".formatted(version),
                    "ALTER TABLE t RENAME c%d TO c%d;".formatted(version - 1, version));
        }
        return flow.released(null, texts);
    }

    private Issue rolledOut(Release release, String targets) {
        Issue issue = flow.taken(flow.request(release, targets).issue());
        flow.steps().checking().check(issue.plan());
        while (flow.steps().issue().next(issue.id()).step() == IssueFlow.Step.STAGE) {
            flow.carry(issue);
            var stage = flow.steps().stages().ofIssue(issue.id()).stream()
                    .filter(it -> it.status() == Stage.Status.CONFIRMED)
                    .findFirst()
                    .orElseThrow();
            flow.steps().stage().finish(stage.id());
        }
        assertThat(flow.steps().issue().close(issue.id())).isEqualTo(IssueFlow.Close.DONE);
        return issue;
    }

    /** Return the versions that an issue's release brought to a database, by its ledger. */
    private List<String> brought(Release release, String database) {
        return jdbc.sql("""
                        SELECT v.version
                        FROM revision v
                        JOIN database d ON d.id = v.database
                        JOIN migration_file f ON f.version = v.version AND f.release = :release
                        WHERE d.name = :database
                        ORDER BY v.version
                        """)
                .param("release", release.id())
                .param("database", database)
                .query(String.class)
                .list();
    }

    private long runs() {
        return jdbc.sql("SELECT count(*) FROM statement_log").query(Long.class).single();
    }

    @Test
    @DisplayName("Environment parity – dev at 5 and prod at 3: one release runs 6 there, and 4, 5 and 6 here")
    void bringsEachEnvironmentWhatItLacks() {
        rolledOut(versions(5), DEV);
        rolledOut(versions(3), PROD);
        long before = runs();

        Release release = versions(6);
        rolledOut(release, DEV + ", " + PROD);

        assertThat(runs() - before).isEqualTo(1 + 3);
        assertThat(brought(release, "orders_dev")).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(brought(release, "orders_prod")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    @DisplayName("The same release again, when all is done – nothing runs, and nobody is asked")
    void runsNothingTwice() {
        Release release = versions(4);
        rolledOut(release, DEV + ", " + PROD);
        long before = runs();

        Issue again = flow.taken(flow.request(release, DEV + ", " + PROD).issue());
        flow.steps().checking().check(again.plan());

        for (var stages = 0; stages < 2; stages++) {
            var next = flow.steps().issue().next(again.id());
            var planned = flow.steps().planning().plan(FlowByHand.key(), Objects.requireNonNull(next.stageRun()));
            assertThat(planned.state()).isEqualTo(StagePlanning.State.NOTHING_TO_DO);
        }
        assertThat(flow.steps().issue().close(again.id())).isEqualTo(IssueFlow.Close.DONE);
        assertThat(runs()).isEqualTo(before);
    }

    @Test
    @DisplayName("Two pipelines at once – make one release and open one issue")
    void opensOneIssueForTwoPipelines() {
        var together = new CyclicBarrier(4);
        List<ChangeDesk.Opened> opened;
        try (var pipelines = Executors.newFixedThreadPool(4)) {
            var asked = IntStream.range(0, 4)
                    .mapToObj(pipeline -> CompletableFuture.supplyAsync(
                            () -> {
                                await(together);
                                return flow.request(versions(2), DEV);
                            },
                            pipelines))
                    .toList();
            opened = asked.stream().map(CompletableFuture::join).toList();
        }

        assertThat(opened)
                .extracting(it -> it.issue().id())
                .containsOnly(opened.getFirst().issue().id());
        assertThat(opened).filteredOn(ChangeDesk.Opened::already).hasSize(3);
        assertThat(jdbc.sql("SELECT count(*) FROM release").query(Long.class).single())
                .isEqualTo(1);
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
