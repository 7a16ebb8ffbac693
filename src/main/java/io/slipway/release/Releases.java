package io.slipway.release;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The releases of all projects. */
public interface Releases extends Repository<Release, Long> {

    Release save(Release release);

    Optional<Release> findById(long id);

    Optional<Release> findByProjectAndName(long project, String name);

    @Query("""
            SELECT *
            FROM release
            WHERE project = :project AND track = :track AND digest = :digest AND kind = 'FILES'
            """)
    Optional<Release> sameContent(long project, String track, String digest);

    /** Hold the making of releases with this content until the transaction ends, so that of two pipelines one finds the other's. */
    @Query("""
            SELECT 1
            FROM pg_advisory_xact_lock(hashtextextended(:digest, 0))
            """)
    int lock(String digest);

    boolean existsByProjectAndTrack(long project, String track);

    @Query("""
            SELECT *
            FROM release
            WHERE project = :project AND id < :before
            ORDER BY id DESC
            LIMIT :size
            """)
    List<Release> page(long project, long before, int size);
}
