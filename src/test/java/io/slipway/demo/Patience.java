package io.slipway.demo;

import io.slipway.testing.Waiting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what the machinery and people do, and gives up at once when the engine has run into an incident. */
record Patience(Incidents incidents) {

    /** How long the machinery may take for a step, on a slow machine too. */
    private static final Duration OF_A_STEP = Duration.ofMinutes(4);

    /** A person may take this long. */
    private static final Duration WITH_A_PERSON = Duration.ofDays(1);

    private static final Duration POLL = Duration.ofMillis(400);

    /** Wait for the machinery, and fail with what was waited for. */
    <T> T forSome(String what, Supplier<Optional<T>> search) {
        return within(OF_A_STEP, what, search);
    }

    void until(String what, BooleanSupplier condition) {
        within(OF_A_STEP, what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    void untilPersonDid(BooleanSupplier condition) {
        within(
                WITH_A_PERSON,
                "The reader's step",
                () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    private <T> T within(Duration patience, String what, Supplier<Optional<T>> search) {
        try {
            return Waiting.forSome(patience, POLL, () -> {
                incidents.requireNone();
                return search.get();
            });
        } catch (ConditionTimeoutException e) {
            throw DemoFailedException.notSeen(what, patience.toSeconds());
        }
    }
}
