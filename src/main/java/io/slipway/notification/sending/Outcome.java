package io.slipway.notification.sending;

/** How an attempt at a delivery ended, in a sentence for the log of deliveries. */
public record Outcome(Kind kind, String text) {

    /** What follows. */
    public enum Kind {
        /** The receiver has it. */
        TAKEN,
        /** It may go better another time. */
        FAILED,
        /** It will never go better. */
        IMPOSSIBLE
    }

    static Outcome taken(String text) {
        return new Outcome(Kind.TAKEN, text);
    }

    static Outcome failed(String text) {
        return new Outcome(Kind.FAILED, text);
    }

    static Outcome impossible(String text) {
        return new Outcome(Kind.IMPOSSIBLE, text);
    }
}
