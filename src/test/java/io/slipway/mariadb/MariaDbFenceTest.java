package io.slipway.mariadb;

import static io.slipway.mariadb.MariaDbFixtures.ENGINE;
import static io.slipway.mariadb.MariaDbFixtures.SOON;
import static io.slipway.mariadb.MariaDbFixtures.attempt;
import static io.slipway.mariadb.MariaDbFixtures.file;
import static io.slipway.mariadb.MariaDbFixtures.revisions;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationResult.Canceled;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationResult.Unknown;
import io.slipway.migrate.RecordedProgress;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Attempts that meet: one that was frozen and goes on, two at once, one that is stopped; and what only a person can tell. */
class MariaDbFenceTest {

    private static final List<FileToRun> FILES = List.of(
            file("1", "CREATE TABLE t (i INT);\nALTER TABLE t ADD COLUMN a INT;\nALTER TABLE t ADD COLUMN b INT;"),
            file("2", "INSERT INTO t (i) VALUES (1);\nINSERT INTO t (i) VALUES (2);"),
            file("3", "ALTER TABLE t ADD COLUMN c INT;"));

    private MariaDbServer server;
    private Target target;

    @BeforeEach
    void makeADatabase() {
        server = MariaDbServer.shared();
        target = server.target();
    }

    @Test
    void aWorkerThatWasFrozenStartsNothingOnceAnotherWentOn() throws Exception {
        for (var word : List.of(
                "ADD COLUMN a",
                "ADD COLUMN c",
                "INSERT INTO t",
                "INSERT INTO slipway_segment",
                "UPDATE slipway_segment",
                "COMMIT")) {
            target = server.target();
            var frozen = new CountDownLatch(1);
            var thawed = new CountDownLatch(1);
            var once = new AtomicBoolean();
            try (var wire = Wire.listening(server.port(), text -> {
                if (text.contains(word) && once.compareAndSet(false, true)) {
                    frozen.countDown();
                    await(thawed);
                }
            })) {
                var first = started(
                        MariaDbServer.target(MariaDbServer.database(target), wire.port()), 1, new RecordedProgress());
                await(frozen);

                var second = ENGINE.migrate(attempt(2), target, FILES, new RecordedProgress());
                thawed.countDown();

                assertThat(second).as(word).isInstanceOf(Done.class);
                assertThat(first.get())
                        .as(word)
                        .isInstanceOfSatisfying(
                                Failed.class,
                                failed -> assertThat(failed.code())
                                        .as(failed.sentence())
                                        .isIn("attempt-superseded", "ledger-unavailable"));
            }
            assertWhole();
        }
    }

    @Test
    void aDefinitionThatStillRunsIsWaitedFor() throws Exception {
        ENGINE.migrate(attempt(1), target, List.of(FILES.getFirst()), new RecordedProgress());
        var slow = List.of(
                file("4", "CREATE OR REPLACE VIEW v AS SELECT i FROM t"), file("5", "ALTER TABLE t ADD COLUMN d INT"));
        try (var blocker = server.connect(MariaDbServer.database(target))) {
            blocker.setAutoCommit(false);
            Rows.run(blocker, "SELECT * FROM t LOCK IN SHARE MODE");
            var first = started(target, 2, slow, new RecordedProgress());
            Waiting.until(SOON, () -> waits("ADD COLUMN d"));
            var second = started(target, 3, slow, new RecordedProgress());
            Waiting.until(
                    SOON,
                    () -> server.texts(target, "SELECT epoch FROM slipway_fence")
                            .contains("3"));
            blocker.rollback();

            assertThat(second.get()).isInstanceOf(Done.class);
            assertThat(first.get()).isInstanceOf(Failed.class);
        }
        assertThat(server.columns(target, "t")).containsExactly("i", "a", "b", "d");
        assertThat(revisions(target)).containsExactly("1 APPLIED", "4 APPLIED", "5 APPLIED");
    }

    @Test
    void ofTwoAttemptsAtOnceOneAppliesEachFile() throws Exception {
        var both = List.of(
                started(target, 1, new RecordedProgress()),
                started(target, 2, new RecordedProgress()),
                started(target, 2, new RecordedProgress()));

        for (var one : both) {
            assertThat(one.get()).isInstanceOfAny(Done.class, Failed.class);
        }
        assertThat(ENGINE.migrate(attempt(3), target, FILES, new RecordedProgress()))
                .isInstanceOf(Done.class);
        assertWhole();
    }

    @Test
    void isStoppedOnlyWhenNothingOfItRuns() throws Exception {
        var told = new RecordedProgress();
        var running =
                started(target, 1, List.of(FILES.getFirst(), file("2", "INSERT INTO t (i) VALUES (SLEEP(100))")), told);
        Waiting.until(SOON, () -> waits("SLEEP(100)"));
        told.stop = true;

        assertThat(running.get()).isInstanceOf(Canceled.class);
        assertThat(waits("SLEEP(100)")).isFalse();
        assertThat(server.texts(target, "SELECT i FROM t")).isEmpty();
        assertThat(revisions(target)).containsExactly("1 APPLIED");
    }

    @Test
    void asksAPersonOnlyWhereNothingTells() {
        ENGINE.migrate(attempt(1), target, FILES, new RecordedProgress());
        var truncated = List.of(file("4", "TRUNCATE TABLE t"));
        interrupted(truncated, "TRUNCATE");

        var unknown = ENGINE.migrate(attempt(3), target, truncated, new RecordedProgress());

        assertThat(unknown).isInstanceOfSatisfying(Unknown.class, it -> {
            assertThat(it.code()).isEqualTo("effect-unknown");
            assertThat(it.facts()).anyMatch(fact -> fact.contains("TRUNCATE TABLE t"));
        });
    }

    @Test
    void asksAPersonWhereTheDefinitionIsNeitherTheOldNorTheNewOne() {
        ENGINE.migrate(attempt(1), target, FILES, new RecordedProgress());
        var altered = List.of(file("4", "ALTER TABLE t ADD COLUMN d INT"));
        interrupted(altered, "ADD COLUMN d");
        server.execute(target, "ALTER TABLE t ADD COLUMN other INT");

        assertThat(ENGINE.migrate(attempt(3), target, altered, new RecordedProgress()))
                .isInstanceOf(Unknown.class);
        server.execute(target, "ALTER TABLE t DROP COLUMN other");
        assertThat(ENGINE.migrate(attempt(4), target, altered, new RecordedProgress()))
                .isInstanceOf(Done.class);
        assertThat(server.columns(target, "t")).containsExactly("i", "a", "b", "c", "d");
    }

    /** Leave an intent behind, as a worker does that ended right before its statement went out. */
    private void interrupted(List<FileToRun> files, String word) {
        var ends = new AtomicReference<Wire>();
        try (var wire = Wire.listening(server.port(), text -> {
            if (text.contains(word) && !text.contains("slipway")) {
                Objects.requireNonNull(ends.get()).close();
            }
        })) {
            ends.set(wire);
            var through = MariaDbServer.target(MariaDbServer.database(target), wire.port());
            assertThat(MariaDbFixtures.HASTY.migrate(attempt(2), through, files, new RecordedProgress()))
                    .isInstanceOf(Unknown.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(server.texts(target, "SELECT 1 FROM slipway_segment WHERE state = 'INTENT'"))
                .hasSize(1);
    }

    private boolean waits(String word) {
        return !server.texts(
                        "mysql",
                        "SELECT 1 FROM information_schema.PROCESSLIST WHERE USER = 'migrator' AND INFO LIKE '%%%s%%'"
                                .formatted(word))
                .isEmpty();
    }

    private static CompletableFuture<MigrationResult> started(Target target, long epoch, RecordedProgress told) {
        return started(target, epoch, FILES, told);
    }

    private static CompletableFuture<MigrationResult> started(
            Target target, long epoch, List<FileToRun> files, RecordedProgress told) {
        return CompletableFuture.supplyAsync(() -> ENGINE.migrate(attempt(epoch), target, files, told));
    }

    private void assertWhole() {
        assertThat(server.columns(target, "t")).containsExactly("i", "a", "b", "c");
        assertThat(server.texts(target, "SELECT i FROM t ORDER BY i")).containsExactly("1", "2");
        assertThat(revisions(target)).containsExactly("1 APPLIED", "2 APPLIED", "3 APPLIED");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
