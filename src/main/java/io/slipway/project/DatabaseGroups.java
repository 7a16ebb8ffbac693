package io.slipway.project;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The database groups of all projects. */
public interface DatabaseGroups extends ListCrudRepository<DatabaseGroup, Long> {

    @Query("""
            SELECT *
            FROM database_group
            WHERE project = :project
              AND name = :name
            """)
    Optional<DatabaseGroup> byName(long project, String name);

    @Query("""
            SELECT *
            FROM database_group
            WHERE project = :project
            ORDER BY name
            """)
    List<DatabaseGroup> ofProject(long project);

    @Query("""
            SELECT *
            FROM database_group
            WHERE project = :project
              AND id > :after
            ORDER BY id
            LIMIT :limit
            """)
    List<DatabaseGroup> page(long project, long after, int limit);
}
