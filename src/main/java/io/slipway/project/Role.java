package io.slipway.project;

import java.util.Locale;

/** What a member may do in a project. */
public enum Role {
    /** Opens and edits issues; never rolls out. */
    DEVELOPER,
    /** Decides on changes of others. */
    APPROVER,
    /** Releases, schedules, cancels and mends rollouts. */
    RELEASER,
    /** Configures the project and decides where the strictest policy asks for it. */
    OWNER;

    /** Return the name as people and policies write it, such as {@code approver}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
