package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The stages of all rollouts. */
public interface Stages extends Repository<Stage, Long> {

    Stage save(Stage stage);

    List<Stage> saveAll(Iterable<Stage> stages);

    Optional<Stage> findById(long id);

    /** Return the stages of the rollout of an issue's present plan, in order. */
    @Query("""
            SELECT s.*
            FROM stage s
            JOIN rollout r ON r.id = s.rollout
            JOIN issue i ON i.id = r.issue AND i.plan = r.plan
            WHERE i.id = :issue
            ORDER BY s.position
            """)
    List<Stage> ofIssue(long issue);

    /** Return the stages of a rollout that go before one of them, the nearest first. */
    @Query("""
            SELECT s.*
            FROM stage s
            JOIN stage mine ON mine.rollout = s.rollout AND s.position < mine.position
            WHERE mine.id = :stage
            ORDER BY s.position DESC
            """)
    List<Stage> earlierOf(long stage);

    /** Return the plans that an issue has had, the present one last. */
    @Query("""
            SELECT plan
            FROM rollout
            WHERE issue = :issue
            ORDER BY id
            """)
    List<Long> plansOf(long issue);

    @Query("""
            SELECT r.issue
            FROM stage s
            JOIN rollout r ON r.id = s.rollout
            WHERE s.id = :stage
            """)
    long issueOf(long stage);

    /** Return the digest of the plan that a stage is part of. */
    @Query("""
            SELECT p.digest
            FROM stage s
            JOIN rollout r ON r.id = s.rollout
            JOIN plan p ON p.id = r.plan
            WHERE s.id = :stage
            """)
    String digestOf(long stage);

    @Query("""
            SELECT r.plan
            FROM stage s
            JOIN rollout r ON r.id = s.rollout
            WHERE s.id = :stage
            """)
    long planOf(long stage);

    /** Return the distinct labels of a stage's databases, as JSON: a freeze that holds for one of them holds for the stage. */
    @Query("""
            SELECT DISTINCT CAST(d.labels AS text)
            FROM task t
            JOIN plan_target p ON p.id = t.plan_target
            JOIN database d ON d.id = p.database
            WHERE t.stage = :stage
            """)
    List<String> labelsOf(long stage);

    /** Return the name of the account that released a stage, or {@code policy}. */
    @Query("""
            SELECT coalesce(a.name, 'policy')
            FROM stage s
            LEFT JOIN account a ON a.id = s.released_by
            WHERE s.id = :stage
            """)
    String releaserOf(long stage);

    /** Tell whether a stage belongs to the issue's present plan: after an edit, what was decided on the old one is void. */
    @Query("""
            SELECT EXISTS (
                SELECT 1
                FROM stage s
                JOIN rollout r ON r.id = s.rollout
                JOIN issue i ON i.id = r.issue AND i.plan = r.plan
                WHERE s.id = :stage AND i.status = 'OPEN' AND i.request = 'NONE')
            """)
    boolean isCurrent(long stage);

    /**
     * Return a stage of an issue's present plan.
     *
     * @throws RejectedException if the issue was edited or withdrawn since
     */
    default Stage requireCurrent(long stage) {
        if (!isCurrent(stage)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "change-edited",
                    "The change was edited or withdrawn meanwhile.",
                    "Decide on the issue as it is now.");
        }
        return findById(stage).orElseThrow();
    }
}
