package io.slipway.failure;

/** The caller's request is refused as it stands: unknown, not allowed, in conflict with the present state, or malformed. */
public non-sealed class RejectedException extends SlipwayException {

    /** Why a request is refused; the API maps each to one HTTP status. */
    public enum Reason {
        /** What was named does not exist, or the caller may not know that it does: 404. */
        NOT_FOUND,
        /** The caller's roles do not allow it: 403. */
        FORBIDDEN,
        /** The present state does not allow it: 409. */
        CONFLICT,
        /** The request itself is malformed or names what cannot be: 422. */
        INVALID
    }

    private final Reason reason;

    public RejectedException(Reason reason, String code, String message, String help) {
        super(code, message, help);
        this.reason = reason;
    }

    public RejectedException(Reason reason, String code, String message, String help, Throwable cause) {
        super(code, message, help, cause);
        this.reason = reason;
    }

    /** Return the refusal of a decision for which no reason was given. */
    public static RejectedException reasonMissing() {
        return new RejectedException(
                Reason.INVALID,
                "reason-missing",
                "The decision has no reason.",
                "Say why: it is kept in the record of changes.");
    }

    public Reason reason() {
        return reason;
    }
}
