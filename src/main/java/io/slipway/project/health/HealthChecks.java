package io.slipway.project.health;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The health checks of all environments. */
public interface HealthChecks extends Repository<HealthCheck, Long> {

    @Query("""
            SELECT *
            FROM environment_health_check
            WHERE environment = :environment
            ORDER BY position
            """)
    List<HealthCheck> of(long environment);

    @Modifying
    @Query("""
            DELETE FROM environment_health_check
            WHERE environment = :environment
            """)
    void forget(long environment);

    List<HealthCheck> saveAll(Iterable<HealthCheck> checks);
}
