package io.slipway.notification.telling;

import io.slipway.notification.NotificationEvent;
import io.slipway.notification.telling.Happening.Audience;
import io.slipway.project.Role;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads questions to people as happenings. A question that is answered already needs nobody; one that is asked again because an answer was
 * refused was told of when it was asked first.
 */
@Component
class Questions {

    private record Question(
            UUID id,
            String kind,
            @Nullable Long stage,
            @Nullable Long wave,
            String role,
            String stageProblem,
            Instant at) {}

    private final JdbcClient jdbc;
    private final Places places;

    Questions(JdbcClient jdbc, Places places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    Optional<Happening> happening(UUID ask) {
        return jdbc.sql("""
                        SELECT a.id, a.kind, a.stage, a.wave, a.created_at,
                            coalesce(s.approval_steps[a.step + 1], '') AS role, coalesce(s.problem, '') AS problem
                        FROM ask a
                        LEFT JOIN stage s ON s.id = a.stage
                        WHERE a.id = :id AND a.status = 'OPEN' AND a.problem = ''
                        """)
                .param("id", ask)
                .query((row, number) -> new Question(
                        row.getObject("id", UUID.class),
                        row.getString("kind"),
                        row.getObject("stage", Long.class),
                        row.getObject("wave", Long.class),
                        row.getString("role"),
                        row.getString("problem"),
                        row.getObject("created_at", OffsetDateTime.class).toInstant()))
                .optional()
                .flatMap(this::happening);
    }

    private Optional<Happening> happening(Question it) {
        return switch (it.kind()) {
            case "APPROVE" -> Optional.of(approval(it));
            case "RELEASE" -> Optional.of(waiting(it, "is to be released, or sent back. " + it.stageProblem()));
            case "PROMOTE" ->
                Optional.of(waiting(it, "is above the target stage: promote it, or end the rollout here."));
            case "RESOLVE" -> Optional.of(waiting(it, "has failures: retry the failed, skip them, or stop."));
            // An edit: its creators were told that the change was sent back.
            default -> Optional.empty();
        };
    }

    private Happening approval(Question it) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.label().equals(it.role()))
                .collect(Collectors.toSet());
        var place = place(it);
        return happening(
                NotificationEvent.APPROVAL_WANTED,
                it,
                "%s waits for the approval of %s '%s'."
                        .formatted(place.titled(), roles.isEmpty() ? "the group" : "a member with the role", it.role()),
                new Audience(roles, Audience.Creators.LEFT_OUT));
    }

    private Happening waiting(Question it, String forWhat) {
        return happening(
                NotificationEvent.WAITING,
                it,
                "%s waits for a releaser: it %s".formatted(place(it).titled(), forWhat.strip()),
                Audience.RELEASERS);
    }

    private Happening happening(NotificationEvent event, Question it, String text, Audience audience) {
        return new Happening(event, "ask " + it.id(), place(it), Happening.SLIPWAY, it.at(), text, audience);
    }

    private Place place(Question it) {
        if (it.wave() != null) {
            return places.ofWave(it.wave());
        }
        if (it.stage() == null) {
            throw new IllegalStateException("question %s is about neither a stage nor a wave".formatted(it.id()));
        }
        return places.ofStage(it.stage());
    }
}
