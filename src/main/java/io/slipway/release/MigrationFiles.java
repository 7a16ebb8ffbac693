package io.slipway.release;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The files of all releases, with their text. */
public interface MigrationFiles extends Repository<MigrationFile, Long> {

    MigrationFile save(MigrationFile file);

    Optional<MigrationFile> findById(long id);

    @Query("""
            SELECT *
            FROM migration_file
            WHERE release = :release
            ORDER BY position
            """)
    List<MigrationFile> of(long release);

    /** Return a release's files without their texts, which are empty; the hashes are computed anew from what is stored. */
    @Query("""
            SELECT id, release, position, path, version, kind, '' AS statement,
                encode(sha256(convert_to(statement, 'UTF8')), 'hex') AS sha256
            FROM migration_file
            WHERE release = :release
            ORDER BY position
            """)
    List<MigrationFile> outlines(long release);

    @Query("""
            SELECT f.*
            FROM migration_file f
            JOIN release r ON r.id = f.release
            WHERE r.project = :project AND f.sha256 = :sha256
            ORDER BY f.id
            LIMIT 1
            """)
    List<MigrationFile> withHash(long project, String sha256);
}
