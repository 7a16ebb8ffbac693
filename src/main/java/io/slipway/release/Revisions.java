package io.slipway.release;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The copies of all targets' ledgers. */
public interface Revisions extends Repository<Revision, Long> {

    @Query("""
            SELECT *
            FROM revision
            WHERE database = :database AND schema_name IS NOT DISTINCT FROM :schema
            ORDER BY applied_at, id
            """)
    List<Revision> of(long database, @Nullable String schema);

    @Query("""
            SELECT *
            FROM revision
            WHERE database = :database AND id > :after
            ORDER BY id
            LIMIT :limit
            """)
    List<Revision> page(long database, long after, int limit);

    @Modifying
    @Query("""
            DELETE FROM revision
            WHERE database = :database AND schema_name IS NOT DISTINCT FROM :schema
            """)
    void forget(long database, @Nullable String schema);

    List<Revision> saveAll(Iterable<Revision> revisions);

    /** Hold a database's revisions until the transaction ends, so that two copies of its ledger do not mix. */
    @Query("""
            SELECT id
            FROM database
            WHERE id = :database
            FOR NO KEY UPDATE
            """)
    long lock(long database);
}
