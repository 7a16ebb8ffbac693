package io.slipway.cli.report;

import io.slipway.cli.server.ExitCode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What is done when the client is told to end by SIGINT or SIGTERM, as a pipeline does that somebody cancels; closed, it is not done any
 * more. Pipelines kill what does not end within some seconds: GitHub gives SIGINT 7.5 s and SIGTERM 2.5 s more.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-cancellation">GitHub: workflow cancellation</a>
 */
final class Interruption implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread hook;

    private Interruption(Thread hook) {
        this.hook = hook;
    }

    /** Do something at an interruption, say what it gives, and end with exit code 3. */
    static Interruption of(PrintWriter out, Supplier<String> work) {
        var hook = new Thread(() -> {
            out.println(result(work));
            out.flush();
            Runtime.getRuntime().halt(ExitCode.REJECTED);
        });
        Runtime.getRuntime().addShutdownHook(hook);
        return new Interruption(hook);
    }

    private static String result(Supplier<String> work) {
        try {
            return CompletableFuture.supplyAsync(
                            work, runnable -> Thread.ofVirtual().start(runnable))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return "Interrupted. Slipway did not answer within %d s: look with 'slipway status' what was cancelled."
                    .formatted(PATIENCE.toSeconds());
        } catch (ExecutionException e) {
            return "Interrupted. "
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "Interrupted.";
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            // The client is being ended already: the hook has its turn, and ends it.
            org.slf4j.LoggerFactory.getLogger(Interruption.class).debug("too late: {}", ending.getMessage());
        }
    }
}
