package io.slipway.sql.parser;

import com.dylibso.chicory.wasm.ChicoryException;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlNotParsedException.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A few threads with a module each.
 *
 * <p>Own platform threads, because deeply nested SQL needs a far larger stack than a virtual or a request thread has.
 */
public final class ParserPool implements AutoCloseable {

    private static final long STACK_BYTES = 64L << 20;
    private static final long IDLE_SECONDS = 60;
    private static final int SMALLEST = 2;
    private static final int LARGEST = 4;

    private final ThreadLocal<@Nullable PostgresModule> modules = new ThreadLocal<>();
    private final ThreadPoolExecutor threads;
    private final Duration timeout;

    public ParserPool(Duration timeout) {
        this(timeout, STACK_BYTES);
    }

    public ParserPool(Duration timeout, long stackBytes) {
        this.timeout = timeout;
        int size = Math.clamp(Runtime.getRuntime().availableProcessors(), SMALLEST, LARGEST);
        AtomicInteger started = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> thread(work, stackBytes, started.incrementAndGet()));
        threads.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work, long stackBytes, int number) {
        Thread thread = new Thread(null, work, "sql-parser-" + number, stackBytes);
        thread.setDaemon(true);
        return thread;
    }

    /** Parse a script given in UTF-8. */
    public ParseAnswer parse(byte[] sql) {
        return ask(module -> module.parse(sql));
    }

    /** Return the tokens of a text without its comments, or nothing if PostgreSQL's scanner refuses it. */
    public Optional<List<Token>> scan(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Token.read(ask(module -> module.scan(bytes)));
    }

    private <T> T ask(Function<PostgresModule, T> question) {
        CountDownLatch begun = new CountDownLatch(1);
        Future<T> answer = threads.submit(() -> {
            begun.countDown();
            return onThisThread(question);
        });
        try {
            begun.await();
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new SqlNotParsedException(Reason.TIMED_OUT, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SqlNotParsedException(Reason.INTERRUPTED, e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Ask this thread's module, and keep it only if it answered: after any exception its state is unknown. */
    private <T> T onThisThread(Function<PostgresModule, T> question) {
        PostgresModule module = modules.get();
        modules.remove();
        if (module == null) {
            module = new PostgresModule();
        }
        T answer = question.apply(module);
        if (!module.hasGrownTooLarge()) {
            modules.set(module);
        }
        return answer;
    }

    private static SqlNotParsedException failure(Throwable thrown) {
        boolean deep = thrown instanceof StackOverflowError || thrown.getCause() instanceof StackOverflowError;
        if (deep) {
            return new SqlNotParsedException(Reason.NESTED_TOO_DEEPLY, thrown);
        }
        if (thrown instanceof ChicoryException || thrown instanceof ModuleAbort) {
            return new SqlNotParsedException(Reason.TOO_COMPLEX, thrown);
        }
        throw new IllegalStateException("PostgreSQL's parser could not be run.", thrown);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
