package io.slipway.project;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The environments, which changes travel through by position. */
public interface Environments extends ListCrudRepository<Environment, Long> {

    @Query("""
            SELECT *
            FROM environment
            WHERE name = :name
            """)
    Optional<Environment> byName(String name);

    @Query("""
            SELECT *
            FROM environment
            ORDER BY position
            """)
    List<Environment> inOrder();
}
