package io.slipway.plan;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The targets of all plans. */
public interface PlanTargets extends Repository<PlanTarget, Long> {

    List<PlanTarget> saveAll(Iterable<PlanTarget> targets);

    java.util.Optional<PlanTarget> findById(long id);

    @Query("""
            SELECT t.*
            FROM plan_target t
            JOIN plan_part p ON p.id = t.plan_part
            WHERE p.plan = :plan
            ORDER BY p.position, t.id
            """)
    List<PlanTarget> of(long plan);

    @Query("""
            SELECT p.release
            FROM plan_target t
            JOIN plan_part p ON p.id = t.plan_part
            WHERE t.id = :target
            """)
    long releaseOf(long target);
}
