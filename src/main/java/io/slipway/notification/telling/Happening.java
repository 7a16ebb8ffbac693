package io.slipway.notification.telling;

import io.slipway.notification.NotificationEvent;
import io.slipway.project.Role;
import java.time.Instant;
import java.util.Set;

/**
 * Something that people are to be told of.
 *
 * @param cause what it is, the same whenever and by whomever it is seen
 * @param actor whose doing it was
 * @param text what happened, as a sentence
 * @param audience who gets mail of it
 */
record Happening(
        NotificationEvent event, String cause, Place place, String actor, Instant at, String text, Audience audience) {

    /** Who did what nobody in particular did. */
    static final String SLIPWAY = "slipway";

    /** Members of the project: those with one of the roles, and whether the change's creators are among them. */
    record Audience(Set<Role> roles, Creators creators) {

        /** What holds for the creators of the change. */
        enum Creators {
            /** They are told whatever their roles. */
            TOLD,
            /** They are told if they have one of the roles. */
            BY_ROLE,
            /** They are not told: they may not decide on their own change. */
            LEFT_OUT
        }

        static final Audience CREATORS = new Audience(Set.of(), Creators.TOLD);
        static final Audience RELEASERS = new Audience(Set.of(Role.RELEASER), Creators.BY_ROLE);
        static final Audience OWNERS = new Audience(Set.of(Role.OWNER), Creators.BY_ROLE);
        static final Audience CREATORS_AND_RELEASERS = new Audience(Set.of(Role.RELEASER), Creators.TOLD);
    }
}
