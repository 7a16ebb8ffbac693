package io.slipway.api.change.model;

import org.jspecify.annotations.Nullable;

/** Says why. */
public record ReasonRequest(@Nullable String reason) {

    /** Return the reason of a request that may have none. */
    public static String of(@Nullable ReasonRequest request) {
        return request == null || request.reason() == null ? "" : request.reason();
    }
}
