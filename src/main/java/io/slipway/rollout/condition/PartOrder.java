package io.slipway.rollout.condition;

import io.slipway.failure.RejectedException;
import io.slipway.plan.Plans;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The order between the parts of a plan: within each stage a part starts when the one that it comes after is done or left out. */
@Component
public class PartOrder {

    private final Stages stages;
    private final Plans plans;
    private final JdbcClient jdbc;

    PartOrder(Stages stages, Plans plans, JdbcClient jdbc) {
        this.stages = stages;
        this.plans = plans;
        this.jdbc = jdbc;
    }

    private record Place(long task, int position) {}

    /** Return for each task of a stage how many parts go before its own; empty where no part comes after another. */
    public Map<Long, Integer> depths(Stage stage) {
        var depths = plans.findById(stages.planOf(stage.id())).orElseThrow().depths();
        var ofTasks = new LinkedHashMap<Long, Integer>();
        if (depths.stream().anyMatch(depth -> depth > 0)) {
            jdbc.sql("""
                            SELECT t.id AS task, p.position
                            FROM task t
                            JOIN plan_target pt ON pt.id = t.plan_target
                            JOIN plan_part p ON p.id = pt.plan_part
                            WHERE t.stage = :stage
                            """)
                    .param("stage", stage.id())
                    .query(Place.class)
                    .list()
                    .forEach(place -> ofTasks.put(place.task(), depths.get(place.position())));
        }
        return ofTasks;
    }

    /**
     * Refuse to start a wave before the parts that its targets' parts come after.
     *
     * @throws RejectedException that says how many of their targets are left
     */
    public void requireEarlierDone(Stage stage, long wave) {
        long left = jdbc.sql("""
                        SELECT count(DISTINCT earlier.id)
                        FROM task t
                        JOIN plan_target pt ON pt.id = t.plan_target
                        JOIN plan_part p ON p.id = pt.plan_part AND p.after IS NOT NULL
                        JOIN plan_part first ON first.plan = p.plan AND first.position = p.after
                        JOIN plan_target ept ON ept.plan_part = first.id
                        JOIN task earlier ON earlier.plan_target = ept.id AND earlier.stage = t.stage
                        WHERE t.stage = :stage AND t.wave = :wave AND t.status = 'PENDING'
                          AND earlier.status NOT IN ('DONE', 'SKIPPED')
                        """)
                .param("stage", stage.id())
                .param("wave", wave)
                .query(Long.class)
                .single();
        if (left > 0) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "earlier-part-unfinished",
                    "%d targets of a part that goes first are not done.".formatted(left),
                    "Run those first, or leave them out with a reason; then release the rest again.");
        }
    }
}
