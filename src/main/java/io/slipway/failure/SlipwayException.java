package io.slipway.failure;

/**
 * A failure that a person can act on: a stable code, what happened, and what to do about it.
 *
 * <p>The code is kebab-case; it is the problem type of the API, the anchor in the documentation and the name of the golden file.
 */
public abstract sealed class SlipwayException extends RuntimeException
        permits NotYetException, OutcomeException, RejectedException, TransientException {

    private final String code;
    private final String help;

    SlipwayException(String code, String message, String help) {
        super(message);
        this.code = code;
        this.help = help;
    }

    SlipwayException(String code, String message, String help, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.help = help;
    }

    /** Return the stable, kebab-case name of this kind of failure. */
    public String code() {
        return code;
    }

    /** Return one imperative sentence that says what to do next. */
    public String help() {
        return help;
    }

    /** Return the message followed by the help, as a person should read it. */
    public String sentence() {
        return getMessage() + " " + help;
    }
}
