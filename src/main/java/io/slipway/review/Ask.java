package io.slipway.review;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One question put to people; the answer is bound to its id and to the digest that its form showed.
 *
 * @param problem why the previous answer was refused, or empty
 */
public record Ask(
        UUID id,
        Kind kind,
        @Nullable Long issue,
        @Nullable Long stage,
        @Nullable Long wave,
        int step,
        String digest,
        Status status,
        String problem,
        @Nullable Long answeredBy,
        Instant createdAt) {

    /** What is asked. */
    public enum Kind {
        EDIT,
        PROMOTE,
        APPROVE,
        RELEASE,
        RESOLVE
    }

    /** Whether it can still be answered. */
    public enum Status {
        /** The first valid answer counts. */
        OPEN,
        /** It was answered; a further answer changes nothing. */
        ANSWERED,
        /** The answer was refused; a new ask says why. */
        REFUSED,
        /** The question no longer stands. */
        VOID
    }
}
