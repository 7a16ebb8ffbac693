package io.slipway.project;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The databases that changes are rolled out to. */
public interface Databases extends ListCrudRepository<Database, Long> {

    @Query("""
            SELECT *
            FROM database
            WHERE instance = :instance
              AND name = :name
            """)
    Optional<Database> byName(long instance, String name);

    @Query("""
            SELECT *
            FROM database
            WHERE project = :project
            ORDER BY id
            """)
    List<Database> ofProject(long project);

    boolean existsByInstanceAndProject(long instance, long project);

    @Query("""
            SELECT *
            FROM database
            WHERE instance = :instance
              AND project IN (:projects)
              AND id > :after
            ORDER BY id
            LIMIT :limit
            """)
    List<Database> page(long instance, Collection<Long> projects, long after, int limit);
}
