package io.slipway.notification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What people are told of. */
public enum NotificationEvent {
    /** A stage waits for somebody's approval. */
    APPROVAL_WANTED,
    /** An approver or releaser sent the change back to its creators, or rejected it. */
    SENT_BACK,
    /** A scheduled start is near; there is time to cancel it. */
    ABOUT_TO_START,
    /** Migrations of a stage have started. */
    STARTED,
    /** A target's migration failed, or nobody knows how it ended. */
    FAILED,
    /** A release, a promotion or a decision about failures waits for a person. */
    WAITING,
    /** A scheduled start went by without a start. */
    MISSED,
    /** A stage, or all of an issue, is done. */
    DONE,
    /** A decision waits for longer than the policy likes; those who decide are reminded once. */
    REMINDER,
    /** A decision waits for so long that the owners are told. */
    ESCALATED;

    /** Return the name as it is written in files and messages, such as {@code approval-wanted}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
