package io.slipway.migrate;

import io.slipway.migrate.lookout.Sight;
import io.slipway.target.ledger.Backend;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the caller informed while something takes long, and stops it when asked to, or when others wait too long for it. */
public final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private static final long LOOK_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private final Progress progress;
    private final Duration period;
    private final Function<Backend, Sight> lookout;
    private volatile String doing = "";
    private volatile Duration heldUp = Duration.ZERO;

    /**
     * A pulse that does not look at who waits for what is done.
     *
     * @param period between two words to the caller
     */
    public Pulse(Progress progress, Duration period) {
        this(progress, period, backend -> Sight.NOTHING);
    }

    Pulse(Progress progress, Duration period, Function<Backend, Sight> lookout) {
        this.progress = progress;
        this.period = period;
        this.lookout = lookout;
    }

    /** What is done now, in words. */
    public void doing(String what) {
        doing = what;
    }

    /** Hand on what became of a statement. */
    public void finished(StatementLog log) {
        progress.statementFinished(log);
    }

    /** Tell whether a stop is requested. */
    public boolean stopping() {
        return Thread.currentThread().isInterrupted() || progress.stopRequested();
    }

    /** End the attempt if a stop is requested. */
    public void checkpoint() {
        if (stopping()) {
            throw MigrationEndedException.stopped();
        }
    }

    /** Say that a file is being read, which may take longer than a silent attempt is waited for. */
    void reading(String path) {
        checkpoint();
        progress.heartbeat("Reads '%s'".formatted(path));
    }

    /** Let about this much time pass, so that waiting attempts do not come in step. */
    public void pause(Duration about) {
        checkpoint();
        rest(about);
    }

    /** Let about this much time pass, whether or not a stop is requested. */
    public void rest(Duration about) {
        progress.heartbeat(doing);
        var nanos = about.toNanos();
        LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos));
    }

    /**
     * Watch a statement from a thread of its own until closed; it is cancelled on the server when a stop is requested.
     *
     * @param queueLimit cancel it too when another session has waited so long behind it; zero: never
     */
    Watch watch(Statement statement, Backend backend, Duration queueLimit) {
        heldUp = Duration.ZERO;
        return new Watch(statement, () -> lookout.apply(backend), queueLimit);
    }

    /** Watch a statement likewise, without looking at who waits for it. */
    public Watch watch(Statement statement) {
        return new Watch(statement, () -> Sight.NOTHING, Duration.ZERO);
    }

    /** Return how long another session had waited behind the last statement when that was cancelled for it; else zero. */
    Duration heldUp() {
        return heldUp;
    }

    /** A moment after which to give up, by a clock that nobody sets. */
    public record Deadline(long nanos) {

        /** Return the moment so long from now. */
        public static Deadline in(Duration duration) {
            return new Deadline(System.nanoTime() + duration.toNanos());
        }

        public boolean passed() {
            return System.nanoTime() - nanos >= 0;
        }
    }

    /** A statement under watch; once closed no cancel request is on its way any more. */
    public final class Watch implements AutoCloseable {

        private final Statement statement;
        private final Supplier<Sight> look;
        private final Duration queueLimit;
        private final long started = System.nanoTime();
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;
        private volatile Duration queue = Duration.ZERO;

        private Watch(Statement statement, Supplier<Sight> look, Duration queueLimit) {
            this.statement = statement;
            this.look = look;
            this.queueLimit = queueLimit;
            this.thread = Thread.ofVirtual().name("slipway-watch").start(this::look);
        }

        /** Return how long another session waited behind the statement at most, as far as was seen. */
        Duration queue() {
            return queue;
        }

        private void look() {
            try {
                while (!ended.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                    var takesLong = System.nanoTime() - started > LOOK_AFTER_NANOS;
                    progress.heartbeat(takesLong ? doing + seen() : doing);
                    if (heldUp.isPositive() || progress.stopRequested()) {
                        statement.cancel();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                LOG.warn("A cancel request did not reach the server; it is not repeated.", e);
            }
        }

        private String seen() {
            var sight = look.get();
            if (sight.longestWait().compareTo(queue) > 0) {
                queue = sight.longestWait();
            }
            if (queueLimit.isPositive() && queue.compareTo(queueLimit) > 0) {
                heldUp = queue;
            }
            return sight.words();
        }

        @Override
        public void close() {
            ended.countDown();
            var interrupted = false;
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
