package io.slipway.notification.telling;

import io.slipway.notification.NotificationEvent;
import io.slipway.notification.telling.Happening.Audience;
import io.slipway.project.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final String QUESTION = """
            SELECT a.id, CASE WHEN a.kind = 'PROMOTE' AND a.step > 0 THEN 'QUEUE' ELSE a.kind END AS kind, a.stage, a.wave, a.created_at,
                coalesce(s.approval_steps[a.step + 1], '') AS role, coalesce(s.problem, '') AS problem
            FROM ask a
            LEFT JOIN stage s ON s.id = a.stage
            WHERE a.status = 'OPEN'
            """;

    private final JdbcClient jdbc;
    private final Places places;
    private final Clock clock;

    Questions(JdbcClient jdbc, Places places, Clock clock) {
        this.jdbc = jdbc;
        this.places = places;
        this.clock = clock;
    }

    Optional<Happening> happening(UUID ask) {
        return jdbc.sql(QUESTION + "AND a.id = :id AND a.problem = ''")
                .param("id", ask)
                .query(Questions::question)
                .optional()
                .flatMap(this::happening);
    }

    private static Question question(ResultSet row, int number) throws SQLException {
        return new Question(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getObject("stage", Long.class),
                row.getObject("wave", Long.class),
                row.getString("role"),
                row.getString("problem"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    /** Return the questions that wait for longer than their stage's policy likes, and were not told of as such. */
    List<Happening> late() {
        return Stream.concat(
                        late("remind_after", "reminder").stream()
                                .flatMap(it -> happening(it).stream()
                                        .map(first -> again(
                                                first,
                                                NotificationEvent.REMINDER,
                                                "Reminder: " + first.text(),
                                                first.audience()))),
                        late("escalate_after", "escalation").stream()
                                .flatMap(it -> happening(it).stream()
                                        .map(first -> again(
                                                first,
                                                NotificationEvent.ESCALATED,
                                                "Nobody has decided since %s: %s".formatted(it.at(), first.text()),
                                                Audience.OWNERS))))
                .toList();
    }

    /** A question whose stage has another plan now, or whose issue is closed, is nobody's any more. */
    private List<Question> late(String patience, String cause) {
        return jdbc.sql(QUESTION + "AND a.created_at <= :now - make_interval(secs => s." + patience + ")" + """
                        AND EXISTS (
                            SELECT
                            FROM rollout r
                            JOIN issue i ON i.id = r.issue AND i.plan = r.plan
                            WHERE r.id = s.rollout AND i.status = 'OPEN' AND i.request = 'NONE')
                        AND NOT EXISTS (SELECT FROM notification n WHERE n.cause = :cause || ' of ask ' || a.id)
                        ORDER BY a.created_at, a.id
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("cause", cause)
                .query(Questions::question)
                .list();
    }

    private Happening again(Happening first, NotificationEvent event, String text, Audience audience) {
        String cause = event == NotificationEvent.REMINDER ? "reminder" : "escalation";
        return new Happening(
                event, cause + " of " + first.cause(), first.place(), first.actor(), clock.instant(), text, audience);
    }

    private Optional<Happening> happening(Question it) {
        return switch (it.kind()) {
            case "APPROVE" -> Optional.of(approval(it));
            case "RELEASE" -> Optional.of(waiting(it, "is to be released, or sent back. " + it.stageProblem()));
            case "PROMOTE" ->
                Optional.of(waiting(it, "is above the target stage: promote it, or end the rollout here."));
            case "RESOLVE" -> Optional.of(waiting(it, "has failures: retry the failed, skip them, or stop."));
            // An edit: its creators were told that the change was sent back. A change that waits for its turn goes on
            // by itself.
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
