package io.slipway.project;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The projects that Slipway knows. */
public interface Projects extends ListCrudRepository<Project, Long> {

    @Query("""
            SELECT *
            FROM project
            WHERE name = :name
            """)
    Optional<Project> byName(String name);

    @Query("""
            SELECT *
            FROM project
            WHERE id IN (:ids)
              AND id > :after
            ORDER BY id
            LIMIT :limit
            """)
    List<Project> page(Collection<Long> ids, long after, int limit);
}
