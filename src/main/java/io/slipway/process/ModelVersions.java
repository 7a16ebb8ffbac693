package io.slipway.process;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The versions of models that Slipway itself deployed; any other is an owner's. */
@Component
class ModelVersions {

    /** How long Camunda's search may be behind. */
    private static final Duration INDEXED = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final TransactionTemplate transaction;

    ModelVersions(JdbcClient jdbc, Clock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Do something while no other server does; what it records is kept only if all of it succeeds. */
    void alone(Runnable work) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('slipway models'))")
                    .query()
                    .listOfRows();
            work.run();
        });
    }

    boolean isDeployed(String digest) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM model_deployment WHERE bundle_digest = :digest)")
                .param("digest", digest)
                .query(Boolean.class)
                .single();
    }

    void deployed(String digest) {
        jdbc.sql("""
                INSERT INTO model_deployment (bundle_digest, deployed_at)
                VALUES (:digest, :now)
                ON CONFLICT (bundle_digest) DO UPDATE SET deployed_at = excluded.deployed_at
                """)
                .param("digest", digest)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Record a version; the same text deployed again has the version that it had. */
    void record(String id, int version, long key, String digest) {
        jdbc.sql("""
                INSERT INTO model_version (resource_id, version, bundle_digest, definition_key)
                VALUES (:id, :version, :digest, :key)
                ON CONFLICT (resource_id, version) DO UPDATE SET bundle_digest = excluded.bundle_digest
                """)
                .param("id", id)
                .param("version", version)
                .param("digest", digest)
                .param("key", key)
                .update();
    }

    /** Return the newest version of a model that Slipway deployed; 0: none. */
    int newest(String id) {
        return jdbc.sql("SELECT coalesce(max(version), 0) FROM model_version WHERE resource_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    boolean isKnown(String id, int version) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM model_version WHERE resource_id = :id AND version = :version)")
                .param("id", id)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }

    boolean isOf(String id, int version, String digest) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT
                            FROM model_version
                            WHERE resource_id = :id AND version = :version AND bundle_digest = :digest)
                        """)
                .param("id", id)
                .param("version", version)
                .param("digest", digest)
                .query(Boolean.class)
                .single();
    }

    /** The decision tables that came with a version of StageRollout, by their keys. */
    record Tables(long approval, long rollout) {}

    /** Return the decision tables that a version of StageRollout is held to; empty: it was not seen yet. */
    Optional<Tables> tablesOf(long definition) {
        return jdbc.sql("""
                        SELECT approval_key AS approval, rollout_key AS rollout
                        FROM model_policy
                        WHERE definition_key = :key
                        """).param("key", definition).query(Tables.class).optional();
    }

    /** Hold a version of StageRollout to decision tables; what it is held to already stays. */
    void hold(long definition, Tables tables) {
        jdbc.sql("""
                INSERT INTO model_policy (definition_key, approval_key, rollout_key, seen_at)
                VALUES (:key, :approval, :rollout, :now)
                ON CONFLICT DO NOTHING
                """)
                .param("key", definition)
                .param("approval", tables.approval())
                .param("rollout", tables.rollout())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Tell whether the last deployment is so long ago that a search must show it. */
    boolean isSettled() {
        return jdbc.sql("SELECT coalesce(max(deployed_at) < :before, false) FROM model_deployment")
                .param("before", clock.instant().minus(INDEXED).atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
    }

    /** Forget everything, after the engine was lost: versions begin at 1 again. */
    void forget() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("DELETE FROM model_policy").update();
            jdbc.sql("DELETE FROM model_version").update();
            jdbc.sql("DELETE FROM model_deployment").update();
        });
    }
}
