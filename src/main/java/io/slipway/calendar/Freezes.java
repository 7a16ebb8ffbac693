package io.slipway.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The spans of time in which rollouts are forbidden. */
public interface Freezes extends ListCrudRepository<Freeze, Long> {

    @Query("""
            SELECT *
            FROM change_freeze
            WHERE name = :name
            """)
    Optional<Freeze> byName(String name);

    @Query("""
            SELECT *
            FROM change_freeze
            WHERE starts_at <= :at
              AND ends_at > :at
            ORDER BY ends_at DESC, name
            """)
    List<Freeze> during(Instant at);

    /** Return the freezes of which some of the time between their first start and their last end is ahead or now. */
    @Query("""
            SELECT *
            FROM change_freeze
            WHERE ends_at > :at
            ORDER BY starts_at, name
            """)
    List<Freeze> notOver(Instant at);

    /** Return the freeze that forbids a rollout to start, the one that lasts longest if there are several. */
    default Optional<Freeze> at(Instant at, long environment, long project, Map<String, String> labels) {
        return during(at).stream()
                .filter(freeze -> freeze.holds(at, environment, project, labels))
                .max(Comparator.comparing(
                        freeze -> freeze.periodAt(at).orElseThrow().endsAt()));
    }
}
