package io.slipway.mariadb.run;

import io.slipway.migrate.MigrationEndedException;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the caller informed while something takes long, and stops it when asked to. */
final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Progress progress;
    private final Duration period;
    private volatile String doing = "";

    Pulse(Progress progress, Duration period) {
        this.progress = progress;
        this.period = period;
    }

    void doing(String what) {
        doing = what;
    }

    void finished(StatementLog log) {
        progress.statementFinished(log);
    }

    boolean stopping() {
        return Thread.currentThread().isInterrupted() || progress.stopRequested();
    }

    void checkpoint() {
        if (stopping()) {
            throw MigrationEndedException.stopped();
        }
    }

    /** Let about this much time pass, so that waiting attempts do not come in step. */
    void pause(Duration about) {
        checkpoint();
        rest(about);
    }

    /** Let about this much time pass, whether or not a stop is requested. */
    void rest(Duration about) {
        progress.heartbeat(doing);
        var nanos = about.toNanos();
        LockSupport.parkNanos(nanos / 2 + ThreadLocalRandom.current().nextLong(nanos));
    }

    /** Watch a statement from a thread of its own until closed; it is cancelled on the server when a stop is requested. */
    Watch watch(Statement statement) {
        return new Watch(statement);
    }

    /** A statement under watch; once closed no cancel request is on its way any more. */
    final class Watch implements AutoCloseable {

        private final Statement statement;
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Thread thread;

        private Watch(Statement statement) {
            this.statement = statement;
            this.thread = Thread.ofVirtual().name("slipway-watch").start(this::look);
        }

        private void look() {
            try {
                while (!ended.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
                    progress.heartbeat(doing);
                    if (progress.stopRequested()) {
                        statement.cancel();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException e) {
                LOG.warn("A cancel request did not reach the server; it is not repeated.", e);
            }
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
