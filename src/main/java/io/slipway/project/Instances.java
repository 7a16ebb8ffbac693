package io.slipway.project;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The database servers that Slipway knows. */
public interface Instances extends ListCrudRepository<Instance, Long> {

    @Query("""
            SELECT *
            FROM instance
            WHERE name = :name
            """)
    Optional<Instance> byName(String name);

    /** Return instances after an id: all of them, or those with a database of one of the projects. */
    @Query("""
            SELECT *
            FROM instance i
            WHERE (:all OR EXISTS (SELECT FROM database d WHERE d.instance = i.id AND d.project IN (:projects)))
              AND i.id > :after
            ORDER BY i.id
            LIMIT :limit
            """)
    List<Instance> page(boolean all, Collection<Long> projects, long after, int limit);
}
