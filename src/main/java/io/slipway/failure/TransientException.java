package io.slipway.failure;

/** A failure that may pass by itself, such as a refused connection; the same call is tried again later. */
public non-sealed class TransientException extends SlipwayException {

    public TransientException(String code, String message, String help) {
        super(code, message, help);
    }

    public TransientException(String code, String message, String help, Throwable cause) {
        super(code, message, help, cause);
    }
}
