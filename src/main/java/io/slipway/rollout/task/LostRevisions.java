package io.slipway.rollout.task;

import io.slipway.project.TargetRef;
import io.slipway.release.Revision;
import io.slipway.review.Audit;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Versions that a target's ledger had and has no more, as after a failover or a restore: each is an event LOST in the record of changes,
 * and the task that applied it says so. The next rollout applies them again, since the ledger is the truth.
 */
@Component
class LostRevisions {

    private static final String CODE = "revision-lost";

    private final JdbcClient jdbc;
    private final Audit audit;

    LostRevisions(JdbcClient jdbc, Audit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    private record Origin(long task, long issue) {}

    /** Return what of our copy of a ledger is not in the ledger; a repeatable that is applied once more is there under another name. */
    static List<Revision> of(List<Revision> copy, List<io.slipway.target.ledger.Revision> truth) {
        return copy.stream()
                .filter(known -> truth.stream().noneMatch(entry -> isThere(known, entry)))
                .toList();
    }

    private static boolean isThere(Revision known, io.slipway.target.ledger.Revision entry) {
        return known.track().equals(entry.track())
                && (known.version().equals(entry.version())
                        || entry.version().equals(known.version() + "." + known.epoch()));
    }

    void record(TargetRef ref, List<Revision> lost) {
        for (var revision : lost) {
            var origin = origin(revision);
            var facts = new HashMap<String, Object>();
            facts.put("after", "LOST");
            facts.put("track", revision.track());
            facts.put("version", revision.version());
            facts.put("path", revision.path());
            facts.put("sha256", revision.sha256());
            facts.put("appliedAt", revision.appliedAt().toString());
            origin.ifPresent(it -> facts.put("task", it.task()));
            audit.record(new Audit.Event(
                    CODE, Audit.SLIPWAY, origin.map(Origin::issue).orElse(null), ref.name(), facts));
            origin.ifPresent(it -> tell(it, revision));
        }
    }

    /** Numbers of attempts are of all tasks, so that the one that wrote a revision names its task. */
    private Optional<Origin> origin(Revision revision) {
        return jdbc.sql("""
                        SELECT t.id AS task, o.issue
                        FROM task_run r
                        JOIN task t ON t.id = r.task
                        JOIN plan_target p ON p.id = t.plan_target
                        JOIN stage s ON s.id = t.stage
                        JOIN rollout o ON o.id = s.rollout
                        WHERE r.epoch = :epoch
                          AND p.database = :database
                          AND p.schema_name IS NOT DISTINCT FROM :schema
                        ORDER BY r.id DESC
                        LIMIT 1
                        """)
                .param("epoch", revision.epoch())
                .param("database", revision.database())
                .param("schema", revision.schemaName())
                .query(Origin.class)
                .optional();
    }

    private void tell(Origin origin, Revision revision) {
        jdbc.sql("UPDATE task SET code = :code, sentence = :sentence WHERE id = :task AND status = 'DONE'")
                .param("code", CODE)
                .param(
                        "sentence",
                        "Version '%s' is gone from the target's ledger, as after a failover or a restore. Roll it out again."
                                .formatted(revision.version()))
                .param("task", origin.task())
                .update();
    }
}
