package io.slipway.failure;

/** A business outcome that ends what was asked for, such as a migration that PostgreSQL refused. */
public non-sealed class OutcomeException extends SlipwayException {

    public OutcomeException(String code, String message, String help) {
        super(code, message, help);
    }

    public OutcomeException(String code, String message, String help, Throwable cause) {
        super(code, message, help, cause);
    }
}
