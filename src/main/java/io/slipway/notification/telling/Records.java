package io.slipway.notification.telling;

import io.slipway.notification.NotificationEvent;
import io.slipway.notification.telling.Happening.Audience;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads audit events as happenings; most are none. */
@Component
class Records {

    private static final int LONGEST_REASON = 500;

    private record Event(long id, Instant at, String actor, String name, long issue, String subject, JsonNode facts) {

        /** Return the id in a subject such as {@code stage 12}. */
        long subjectId() {
            return Long.parseLong(subject.substring(subject.indexOf(' ') + 1));
        }

        String fact(String fact) {
            return facts.at("/" + fact).asString("");
        }
    }

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Places places;

    Records(JdbcClient jdbc, JsonMapper json, Places places) {
        this.jdbc = jdbc;
        this.json = json;
        this.places = places;
    }

    Optional<Happening> happening(long auditEvent) {
        return jdbc.sql("SELECT id, at, actor, event, issue, subject, facts FROM audit_event WHERE id = :id")
                .param("id", auditEvent)
                .query((row, number) -> new Event(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("event"),
                        row.getLong("issue"),
                        row.getString("subject"),
                        json.readTree(row.getString("facts"))))
                .optional()
                .flatMap(this::happening);
    }

    private Optional<Happening> happening(Event it) {
        return switch (it.name()) {
            case "stage-refused", "stage-sent-back" -> Optional.of(sentBack(it));
            case "wave-started" -> Optional.of(started(it));
            case "task-failed", "task-unknown" -> Optional.of(failed(it));
            case "stage-given-back" -> missed(it);
            case "stage-done" -> stageDone(it);
            case "issue-done" -> Optional.of(issueDone(it));
            default -> Optional.empty();
        };
    }

    private Happening sentBack(Event it) {
        var verb = it.fact("decision").equals("REJECT") ? "rejected the change" : "sent the change back";
        var reason = it.name().equals("stage-refused") ? comment(it.subjectId()) : it.fact("reason");
        return new Happening(
                NotificationEvent.SENT_BACK,
                cause(it),
                places.ofStage(it.subjectId()),
                it.actor(),
                it.at(),
                "'%s' %s%s".formatted(it.actor(), verb, reason.isBlank() ? "." : ": " + bounded(reason)),
                Audience.CREATORS);
    }

    private String comment(long stage) {
        return jdbc.sql("""
                        SELECT comment
                        FROM approval
                        WHERE stage = :stage AND decision <> 'APPROVE'
                        ORDER BY id DESC
                        LIMIT 1
                        """)
                .param("stage", stage)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private static String bounded(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "…" : text;
    }

    /** Waves of one start are told of once, however many a policy cuts it into. */
    private Happening started(Event it) {
        var place = places.ofWave(it.subjectId(), it.facts().at("/wave").asInt());
        var start = jdbc.sql(
                        "SELECT coalesce(CAST(extract(epoch FROM starts_at) AS text), 'once') FROM wave WHERE id = :id")
                .param("id", place.waveId())
                .query(String.class)
                .single();
        var stage = places.ofStage(it.subjectId());
        return new Happening(
                NotificationEvent.STARTED,
                "started stage %d at %s after %d".formatted(it.subjectId(), start, lastDecision(it)),
                stage,
                it.actor(),
                it.at(),
                "%s has started.".formatted(stage.titled()),
                Audience.CREATORS_AND_RELEASERS);
    }

    /** The first failure of a wave is told of, the others are not, until somebody decided what becomes of them. */
    private Happening failed(Event it) {
        var task = it.subjectId();
        var place = places.ofTask(task);
        return new Happening(
                NotificationEvent.FAILED,
                "failed wave %s of stage %s after %d".formatted(place.waveId(), place.stageId(), lastDecision(it)),
                place,
                it.actor(),
                it.at(),
                // The code and not the sentence: PostgreSQL's own text may show what is in people's tables.
                "%s '%s': %s."
                        .formatted(
                                it.name().equals("task-failed")
                                        ? "The migration failed on"
                                        : "Nobody knows how the migration ended on",
                                places.target(task),
                                it.fact("code")),
                Audience.CREATORS_AND_RELEASERS);
    }

    private Optional<Happening> missed(Event it) {
        return it.fact("code").equals("start-missed")
                ? Optional.of(new Happening(
                        NotificationEvent.MISSED,
                        Starts.missed(it.subjectId(), Instant.parse(it.fact("startAt"))),
                        places.ofStage(it.subjectId()),
                        it.actor(),
                        it.at(),
                        it.fact("why"),
                        Audience.CREATORS_AND_RELEASERS))
                : Optional.empty();
    }

    /** The last stage's end is told of as that of the issue. */
    private Optional<Happening> stageDone(Event it) {
        boolean last = jdbc.sql("""
                        SELECT NOT EXISTS (
                            SELECT
                            FROM stage s
                            JOIN stage later ON later.rollout = s.rollout AND later.position > s.position
                            WHERE s.id = :stage)
                        """)
                .param("stage", it.subjectId())
                .query(Boolean.class)
                .single();
        return last ? Optional.empty() : Optional.of(done(it, places.ofStage(it.subjectId())));
    }

    private Happening issueDone(Event it) {
        return done(it, places.ofIssue(it.issue()));
    }

    private static Happening done(Event it, Place place) {
        return new Happening(
                NotificationEvent.DONE,
                cause(it),
                place,
                it.actor(),
                it.at(),
                "%s is done.".formatted(place.titled()),
                Audience.CREATORS);
    }

    private static String cause(Event it) {
        return "audit event " + it.id();
    }

    /** Return the last thing that a person did to the issue before. */
    private long lastDecision(Event it) {
        return jdbc.sql("""
                        SELECT coalesce(max(id), 0)
                        FROM audit_event
                        WHERE issue = :issue AND id < :id AND actor <> :slipway
                        """)
                .param("issue", it.issue())
                .param("id", it.id())
                .param("slipway", Happening.SLIPWAY)
                .query(Long.class)
                .single();
    }
}
