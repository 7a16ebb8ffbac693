package io.slipway.review;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The questions put to people. At most one of a kind is open for a subject, so asking again gives the same one. */
@Component
public class Asks {

    private static final String COLUMNS =
            "id, kind, issue, stage, wave, step, digest, status, problem, answered_by, created_at";
    private static final String ISSUE = """

            FROM ask a
            LEFT JOIN wave w ON w.id = a.wave
            LEFT JOIN stage s ON s.id = coalesce(a.stage, w.stage)
            LEFT JOIN rollout r ON r.id = s.rollout
            JOIN issue i ON i.id = coalesce(a.issue, r.issue)
            WHERE a.id = :id
            """;
    private static final String SUBJECT = """
            kind = :kind
            AND issue IS NOT DISTINCT FROM CAST(:issue AS bigint)
            AND stage IS NOT DISTINCT FROM CAST(:stage AS bigint)
            AND wave IS NOT DISTINCT FROM CAST(:wave AS bigint)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Asks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What a question is about: exactly one of the three, except that a stage's question may name its issue. */
    public record Subject(
            @Nullable Long issue,
            @Nullable Long stage,
            @Nullable Long wave) {

        public static Subject issue(long id) {
            return new Subject(id, null, null);
        }

        public static Subject stage(long id) {
            return new Subject(null, id, null);
        }

        public static Subject wave(long id) {
            return new Subject(null, null, id);
        }
    }

    /**
     * Return the open question of this kind, step and digest, or open it; one that was asked with another digest or step is void, and so is
     * that for a release which a newer check has found something for: it is asked by a form that shows the findings of its time.
     * The new one carries the reason for which the last answer was refused.
     */
    public Ask open(Ask.Kind kind, Subject subject, int step, String digest) {
        return open(kind, subject, step, digest, "");
    }

    /** Do so; a new question without a refused answer says why it is asked. */
    public Ask open(Ask.Kind kind, Subject subject, int step, String digest, String why) {
        Optional<Ask> standing = find(kind, subject, "OPEN");
        Optional<Ask> same =
                standing.filter(ask -> ask.step() == step && ask.digest().equals(digest));
        if (same.isPresent() && !isOutdated(same.get())) {
            return same.get();
        }
        standing.ifPresent(ask -> close(ask.id(), Ask.Status.VOID, null, ""));
        String refusal = same.map(Ask::problem).orElseGet(() -> lastRefusal(kind, subject, step, digest));
        String problem = refusal.isEmpty() ? why : refusal;
        UUID id = UUID.randomUUID();
        bind(jdbc.sql("""
                INSERT INTO ask (id, kind, issue, stage, wave, step, digest, status, problem, created_at)
                VALUES (:id, :kind, :issue, :stage, :wave, :step, :digest, 'OPEN', :problem, :now)
                """), kind, subject)
                .param("id", id)
                .param("step", step)
                .param("digest", digest)
                .param("problem", problem)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return byId(id).orElseThrow();
    }

    private boolean isOutdated(Ask ask) {
        return ask.kind() == Ask.Kind.RELEASE
                && jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM stage s
                            JOIN rollout r ON r.id = s.rollout
                            JOIN check_run c ON c.plan = r.plan
                            WHERE s.id = :stage AND c.finished_at > :asked)
                        """)
                        .param("stage", ask.stage())
                        .param("asked", ask.createdAt().atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single();
    }

    /** Return the open question of this kind about the subject. */
    public Optional<Ask> standing(Ask.Kind kind, Subject subject) {
        return find(kind, subject, "OPEN");
    }

    /** Return the open questions about an issue, and about the stages and waves of its present plan. */
    public List<Ask> openOf(long issue) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ask a WHERE a.status = 'OPEN'" + """
                        AND (a.issue = :issue
                            OR EXISTS (
                                SELECT 1
                                FROM issue i
                                JOIN rollout r ON r.issue = i.id AND r.plan = i.plan
                                JOIN stage s ON s.rollout = r.id
                                LEFT JOIN wave w ON w.stage = s.id
                                WHERE i.id = :issue AND (s.id = a.stage OR w.id = a.wave)))
                        ORDER BY a.created_at, a.id
                        """)
                .param("issue", issue)
                .query(Ask.class)
                .list();
    }

    /** Return the questions of this kind about the subject that can no longer be answered. */
    public List<UUID> ended(Ask.Kind kind, Subject subject) {
        return bind(jdbc.sql("SELECT id FROM ask WHERE " + SUBJECT + "AND status <> 'OPEN'"), kind, subject)
                .query(UUID.class)
                .list();
    }

    public Optional<Ask> byId(UUID id) {
        return jdbc.sql("SELECT " + COLUMNS + " FROM ask WHERE id = :id")
                .param("id", id)
                .query(Ask.class)
                .optional();
    }

    /** Return the issue that a question is about, be it by its stage or wave. */
    long issueOf(UUID id) {
        return jdbc.sql("SELECT i.id" + ISSUE).param("id", id).query(Long.class).single();
    }

    /** Return a question and hold it until the transaction ends; its issue first, as every command takes its locks. */
    public Optional<Ask> lock(UUID id) {
        jdbc.sql("SELECT i.id" + ISSUE + "FOR NO KEY UPDATE OF i")
                .param("id", id)
                .query(Long.class)
                .optional();
        return jdbc.sql("SELECT " + COLUMNS + " FROM ask WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(Ask.class)
                .optional();
    }

    /** Record that the question was answered. */
    public void answered(UUID id, long account) {
        close(id, Ask.Status.ANSWERED, account, "");
    }

    /** Record that nobody needs to answer any more. */
    public void lapsed(UUID id) {
        close(id, Ask.Status.VOID, null, "");
    }

    /** Tell whether a question of this kind and step about the subject was ever answered. */
    public boolean wasAnswered(Ask.Kind kind, Subject subject, int step) {
        return bind(
                        jdbc.sql("SELECT EXISTS (SELECT FROM ask WHERE " + SUBJECT
                                + "AND step = :step AND status = 'ANSWERED')"),
                        kind,
                        subject)
                .param("step", step)
                .query(Boolean.class)
                .single();
    }

    /** Record that the answer was refused; the next question of its kind says why. */
    public void refused(UUID id, @Nullable Long account, String problem) {
        close(id, Ask.Status.REFUSED, account, problem);
    }

    private String lastRefusal(Ask.Kind kind, Subject subject, int step, String digest) {
        return bind(
                        jdbc.sql("SELECT CASE WHEN status = 'REFUSED' THEN problem ELSE '' END FROM ask WHERE "
                                + SUBJECT + """
                        AND step = :step AND digest = :digest
                        ORDER BY number DESC
                        LIMIT 1
                        """),
                        kind,
                        subject)
                .param("step", step)
                .param("digest", digest)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private Optional<Ask> find(Ask.Kind kind, Subject subject, String status) {
        return bind(
                        jdbc.sql("SELECT " + COLUMNS + " FROM ask WHERE " + SUBJECT + "AND status = :status"),
                        kind,
                        subject)
                .param("status", status)
                .query(Ask.class)
                .optional();
    }

    private void close(UUID id, Ask.Status status, @Nullable Long account, String problem) {
        jdbc.sql("""
                UPDATE ask
                SET status = :status, answered_by = :account, answered_at = :now, problem = CASE WHEN :problem = '' THEN problem ELSE :problem END
                WHERE id = :id AND status = 'OPEN'
                """)
                .param("status", status.name())
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("problem", problem)
                .param("id", id)
                .update();
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec sql, Ask.Kind kind, Subject subject) {
        return sql.param("kind", kind.name())
                .param("issue", subject.issue())
                .param("stage", subject.stage())
                .param("wave", subject.wave());
    }
}
