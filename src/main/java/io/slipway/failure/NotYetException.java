package io.slipway.failure;

import java.time.Duration;

/** What is waited for has not come yet and surely will, such as another worker's end; asking again costs no retry. */
public non-sealed class NotYetException extends SlipwayException {

    public NotYetException(String code, String message, String help) {
        super(code, message, help);
    }

    /** Return how long it is worth waiting before a person has to look. */
    public Duration patience() {
        return Duration.ofMinutes(10);
    }
}
