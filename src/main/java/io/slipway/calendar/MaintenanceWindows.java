package io.slipway.calendar;

import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The maintenance windows that policies and labels name. */
public interface MaintenanceWindows extends ListCrudRepository<MaintenanceWindow, Long> {

    @Query("""
            SELECT *
            FROM maintenance_window
            WHERE name = :name
            """)
    Optional<MaintenanceWindow> byName(String name);
}
