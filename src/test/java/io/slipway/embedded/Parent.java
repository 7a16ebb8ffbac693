package io.slipway.embedded;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Ends this JVM, and so its children, when the process that started it is gone.
 *
 * <p>Maven gives the demo the terminal as its standard input and no pipe, so {@link Leash} cannot serve here: the operating system gives an
 * orphan another parent, which is asked for twice a second. The script tells its process id, which is Maven's, in {@code
 * SLIPWAY_LAUNCHER}: a JVM whose parent was gone before it could look ends, too.
 */
public final class Parent {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 500;

    private final long first = pid();
    private final Optional<Long> launcher =
            Optional.ofNullable(System.getenv("SLIPWAY_LAUNCHER")).map(Long::valueOf);

    private Parent() {}

    /** Watch from now on; to be called first thing, before a child is started. */
    public static void endWithIt() {
        var parent = new Parent();
        Executors.newSingleThreadScheduledExecutor(
                        watch -> Thread.ofPlatform().daemon().name("parent").unstarted(watch))
                .scheduleWithFixedDelay(parent::endWhenGone, 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void endWhenGone() {
        if (pid() != first || launcher.flatMap(ProcessHandle::of).isPresent() != launcher.isPresent()) {
            System.err.println("The process that started this one is gone: ending with all children.");
            Leash.end(GRACE.toMillis());
        }
    }

    private static long pid() {
        return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }
}
