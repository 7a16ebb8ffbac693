package io.slipway.review;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The issues of all projects. */
public interface Issues extends Repository<Issue, Long> {

    Issue save(Issue issue);

    Optional<Issue> findById(long id);

    Optional<Issue> findByProjectAndNumber(long project, int number);

    /** Take the next number of a project; the row lock of the project makes numbers gapless and unique. */
    @Query("""
            SELECT coalesce(max(i.number), 0) + 1
            FROM (SELECT id FROM project WHERE id = :project FOR NO KEY UPDATE) p
            LEFT JOIN issue i ON i.project = p.id
            """)
    int nextNumber(long project);

    /**
     * Lock an issue until the transaction ends: every command on it, its stages and tasks goes through this one door. {@code NO KEY}, so that
     * rows that refer to it, such as a running task's audit event, need not wait for the door, and nobody waits for one another.
     */
    @Query("""
            SELECT *
            FROM issue
            WHERE id = :id
            FOR NO KEY UPDATE
            """)
    Optional<Issue> lock(long id);

    @Query("""
            SELECT *
            FROM issue
            WHERE project = :project AND number < :before
            ORDER BY number DESC
            LIMIT :size
            """)
    List<Issue> page(long project, int before, int size);

    @Query("""
            SELECT *
            FROM issue
            WHERE status = 'OPEN'
            ORDER BY id
            """)
    List<Issue> open();
}
