package io.slipway.target.inspection;

import org.springframework.modulith.NamedInterface;

/** One thing that was looked at: how it is, in a sentence, and what to run or change if it is not right. */
@NamedInterface("inspection")
public record Observation(String check, Status status, String text, String fix) {

    /** How a thing is. */
    @NamedInterface("inspection")
    public enum Status {
        /** As it must be. */
        OK,
        /** It can be worked with, but somebody should know. */
        WARNING,
        /** The target cannot be used so. */
        ERROR
    }

    public static Observation ok(String check, String text) {
        return new Observation(check, Status.OK, text, "");
    }

    public static Observation warning(String check, String text, String fix) {
        return new Observation(check, Status.WARNING, text, fix);
    }

    public static Observation error(String check, String text, String fix) {
        return new Observation(check, Status.ERROR, text, fix);
    }
}
