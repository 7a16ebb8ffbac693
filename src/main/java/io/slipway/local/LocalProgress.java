package io.slipway.local;

import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells each statement as it ends; asked to end by a signal, it has the running one cancelled first. Close it when all is done. */
final class LocalProgress implements Progress, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop);
    private volatile boolean stopping;

    LocalProgress(PrintWriter out) {
        this.out = out;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop() {
        stopping = true;
        try {
            ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void statementFinished(StatementLog log) {
        out.println("  %s:%d  %s%s"
                .formatted(
                        log.path(),
                        log.line(),
                        log.error() == null ? "%d rows".formatted(log.rows()) : "failed",
                        String.format(Locale.ROOT, ", %.3f s", log.duration().toNanos() / 1e9)));
        out.flush();
    }

    @Override
    public boolean stopRequested() {
        return stopping;
    }

    @Override
    public void heartbeat(String doing) {
        // nobody waits for one here
    }

    @Override
    public void close() {
        ended.countDown();
        if (!stopping) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
