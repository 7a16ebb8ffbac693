package io.slipway.migrate;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.CutWire.Moment;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Unknown;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import io.slipway.testing.Program;
import io.slipway.testing.Waiting;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs a script on a new database under a random schedule of faults until it is done, and counts what its statements have left. */
final class FaultRun {

    /** What is done to an attempt at one of its requests to the server. */
    enum Fault {
        CUT_BEFORE,
        CUT_DURING,
        CUT_AFTER,
        /** The server process ends right before the request. */
        BACKEND_KILLED,
        /** The server process ends while it works on the request. */
        BACKEND_KILLED_AT_WORK,
        /** The attempt is frozen, another one takes over, then it thaws. */
        FROZEN,
        /** The database server goes down and comes back. */
        SERVER_CRASHED,
        /** Our process is killed. */
        PROCESS_KILLED,
        /** Our process is stopped; another one takes over; then it goes on. */
        PROCESS_FROZEN
    }

    static final MigrationSettings IMPATIENT = new MigrationSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofMillis(700),
            Duration.ofMillis(20),
            Duration.ZERO);

    private static final int MOST_ATTEMPTS = 12;
    private static final Credential MIGRATOR = new Credential("migrate_login", "exec:printf secret");
    private static final SqlParser PARSER = new SqlParser();

    private final EmbeddedPostgres server;
    private final FaultScript script;
    private final long seed;
    private final Target target;
    private final StringBuilder story = new StringBuilder();
    private long epoch;

    FaultRun(EmbeddedPostgres server, long seed) {
        this.server = server;
        this.seed = seed;
        this.script = new FaultScript(seed);
        var url = server.createDatabase("faults");
        server.execute(
                "ALTER DATABASE \"%s\" OWNER TO migrate_login".formatted(url.substring(url.lastIndexOf('/') + 1)));
        this.target = target(url);
    }

    private static Target target(String url) {
        return new Target("faults", url, null, null, MIGRATOR, MIGRATOR, null, List.of(), Map.of());
    }

    /** What came of a schedule. */
    record Outcome(int injected, int duplicates, int losses, boolean unknown, String story) {}

    /** Count the requests that the script takes when nothing disturbs it. */
    static int requests(EmbeddedPostgres server, long seed) throws IOException, SQLException {
        var run = new FaultRun(server, seed);
        try (var wire = CutWire.disturbing(server.port(), 0, () -> {}, () -> {})) {
            var result = run.attempt(run.through(wire));
            if (!(result instanceof Done) || !run.counted().equals(new FaultScript.Count(0, 0))) {
                throw new IllegalStateException("Seed %d without a fault: %s".formatted(seed, result));
            }
            return wire.requests();
        }
    }

    /** Disturb as many attempts as there are faults, each at a random request, then let further ones go on until it is done. */
    Outcome run(Random random, List<Fault> faults, int requests) throws Exception {
        var injected = 0;
        MigrationResult result = null;
        for (var fault : faults) {
            var at = 1 + random.nextInt(requests);
            story.append("%s at request %d; ".formatted(fault, at));
            result = disturbed(fault, at);
            injected++;
            awaitServer();
        }
        for (var attempt = 0; attempt < MOST_ATTEMPTS && !isDecided(result); attempt++) {
            result = attempt(target);
            awaitServer();
            story.append(result.getClass().getSimpleName()).append("; ");
        }
        if (result instanceof Done) {
            var count = counted();
            return new Outcome(injected, count.duplicates(), count.losses(), false, story(result));
        }
        try (var connection = server.connect(target.url())) {
            var twice = script.duplicates(connection);
            return new Outcome(
                    injected, twice, result instanceof Unknown ? 0 : 1, result instanceof Unknown, story(result));
        }
    }

    private String story(@Nullable MigrationResult result) {
        return "seed %d: %s%s%s"
                .formatted(seed, story, result, script.isProbeless() ? " (has a statement without a probe)" : "");
    }

    private static boolean isDecided(@Nullable MigrationResult result) {
        return result instanceof Done || result instanceof Unknown;
    }

    private FaultScript.Count counted() throws SQLException {
        try (var connection = server.connect(target.url())) {
            return script.count(connection);
        }
    }

    private MigrationResult attempt(Target by) {
        try {
            return new Migrator(PARSER, new Connections(), new Ledger(Ledger.DEFAULT_SCHEMA), IMPATIENT)
                    .migrate(
                            new Attempt("tasks/faults", ++epoch, "releases/faults", "rita"),
                            by,
                            script.files(),
                            new RecordedProgress());
        } catch (TargetBusyException e) {
            return new MigrationResult.Failed(e.code(), e.sentence(), null, null, List.of());
        }
    }

    private Target through(CutWire wire) {
        var database = target.url().substring(target.url().lastIndexOf('/'));
        return target("jdbc:postgresql://127.0.0.1:" + wire.port() + database);
    }

    private @Nullable MigrationResult disturbed(Fault fault, int at) throws Exception {
        return switch (fault) {
            case CUT_BEFORE -> cut(at, Moment.BEFORE);
            case CUT_DURING -> cut(at, Moment.DURING);
            case CUT_AFTER -> cut(at, Moment.AFTER);
            case BACKEND_KILLED -> around(at, this::terminate, () -> {});
            case BACKEND_KILLED_AT_WORK -> around(at, () -> {}, this::terminate);
            case SERVER_CRASHED -> around(at, () -> {}, this::crash);
            case FROZEN -> frozen(at);
            case PROCESS_KILLED -> process(at, false);
            case PROCESS_FROZEN -> process(at, true);
        };
    }

    private MigrationResult cut(int at, Moment moment) throws IOException {
        try (var wire = new CutWire(server.port(), at, "", moment)) {
            return attempt(through(wire));
        }
    }

    private MigrationResult around(int at, Runnable before, Runnable after) throws IOException {
        try (var wire = CutWire.disturbing(server.port(), at, before, after)) {
            return attempt(through(wire));
        }
    }

    /** Another attempt comes to its end, or finds no turn, while this one neither asks nor hears anything. */
    private MigrationResult frozen(int at) throws Exception {
        var asleep = new CountDownLatch(1);
        var awake = new CountDownLatch(1);
        try (var wire = CutWire.disturbing(
                server.port(),
                at,
                () -> {
                    asleep.countDown();
                    await(awake);
                },
                () -> {})) {
            var late = CompletableFuture.supplyAsync(() -> attempt(through(wire)), Thread::startVirtualThread);
            CompletableFuture.anyOf(late, CompletableFuture.runAsync(() -> await(asleep), Thread::startVirtualThread))
                    .get(1, TimeUnit.MINUTES);
            var result = attempt(target);
            awake.countDown();
            var ofLate = late.get(1, TimeUnit.MINUTES);
            story.append("the frozen one: %s; ".formatted(ofLate.getClass().getSimpleName()));
            return isDecided(result) ? result : ofLate;
        }
    }

    /** The attempt runs in a process of its own, which is killed or stopped at the request. */
    private @Nullable MigrationResult process(int at, boolean freeze) throws Exception {
        var worker = new CompletableFuture<Program>();
        var hit = new CountDownLatch(1);
        try (var wire = CutWire.disturbing(
                server.port(),
                at,
                () -> {
                    signal(worker.join(), freeze ? "STOP" : "KILL");
                    hit.countDown();
                },
                () -> {})) {
            try (var process = Program.start(
                    Map.of(),
                    Program.java(
                            FaultWorker.class,
                            String.valueOf(seed),
                            String.valueOf(++epoch),
                            through(wire).url()))) {
                worker.complete(process);
                var end = CompletableFuture.runAsync(process::exitCode, Thread::startVirtualThread);
                CompletableFuture.anyOf(end, CompletableFuture.runAsync(() -> await(hit), Thread::startVirtualThread))
                        .get(1, TimeUnit.MINUTES);
                var result = attempt(target);
                if (freeze && hit.getCount() == 0) {
                    signal(process, "CONT");
                }
                end.get(1, TimeUnit.MINUTES);
                return result;
            }
        }
    }

    private static void signal(Program program, String signal) {
        try {
            var kill = new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            String.valueOf(program.all().getFirst().pid()))
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -%s failed".formatted(signal));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server that was crashed comes back while the attempt that met it has ended long ago. */
    private void awaitServer() {
        Waiting.until(Duration.ofMinutes(1), () -> {
            try (var connection = server.connect(target.url())) {
                return connection.isValid(1);
            } catch (SQLException e) {
                return false;
            }
        });
    }

    private void crash() {
        server.crash();
        server.restart();
    }

    private void terminate() {
        server.execute("""
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname = '%s' AND application_name LIKE 'slipway%%'
                """.formatted(target.url().substring(target.url().lastIndexOf('/') + 1)));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("waited for a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
