package io.slipway.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what another process or thread does, asking often. */
public final class Waiting {

    private static final Duration POLL = Duration.ofMillis(100);

    private Waiting() {}

    /** Wait until the condition holds, and fail when it does not within the time. */
    public static void until(Duration patience, Callable<Boolean> condition) {
        await(patience).until(condition);
    }

    /** Wait until there is something to return, and fail when there is nothing within the time. */
    public static <T> T forSome(Duration patience, Supplier<Optional<T>> search) {
        return forSome(patience, POLL, search);
    }

    /** Wait as {@link #forSome(Duration, Supplier)} does, asking less often where to ask is dear. */
    public static <T> T forSome(Duration patience, Duration poll, Supplier<Optional<T>> search) {
        return await(patience)
                .pollInterval(poll)
                .until(search::get, Optional::isPresent)
                .orElseThrow();
    }

    private static ConditionFactory await(Duration patience) {
        return Awaitility.await()
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .atMost(patience);
    }

    /** Wait until the condition holds, and return whether it did within the time. */
    public static boolean patiently(Duration patience, Callable<Boolean> condition) {
        try {
            until(patience, condition);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }
}
