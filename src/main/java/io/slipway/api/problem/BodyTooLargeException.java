package io.slipway.api.problem;

import io.slipway.failure.RejectedException;

/** A request's body is longer than we read. */
public final class BodyTooLargeException extends RejectedException {

    private static final long MEGABYTE = 1024 * 1024;

    public BodyTooLargeException(long limit) {
        super(
                Reason.INVALID,
                "body-too-large",
                "The request's body is larger than %d MB.".formatted(limit / MEGABYTE),
                "Send less: split the file, or load bulk data outside of migrations.");
    }
}
