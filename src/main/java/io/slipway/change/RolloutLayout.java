package io.slipway.change;

import io.slipway.plan.Plan;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.review.Issue;
import io.slipway.rollout.Stage;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Tasks;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lays a rollout out: a stage for each environment in their order, a task for each target. */
@Component
class RolloutLayout {

    private final Environments environments;
    private final PlanTargets planTargets;
    private final Stages stages;
    private final Tasks tasks;
    private final JdbcClient jdbc;
    private final Clock clock;

    RolloutLayout(
            Environments environments,
            PlanTargets planTargets,
            Stages stages,
            Tasks tasks,
            JdbcClient jdbc,
            Clock clock) {
        this.environments = environments;
        this.planTargets = planTargets;
        this.stages = stages;
        this.tasks = tasks;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void layOut(Issue issue, Plan plan) {
        long rollout = jdbc.sql("""
                        INSERT INTO rollout (issue, plan, created_at)
                        VALUES (:issue, :plan, :now)
                        RETURNING id
                        """)
                .param("issue", issue.id())
                .param("plan", plan.id())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
        var known = environments.inOrder().stream().collect(Collectors.toMap(Environment::id, Function.identity()));
        planTargets.of(plan.id()).stream()
                .collect(Collectors.groupingBy(
                        target -> known.get(target.environment()),
                        () -> new TreeMap<>(Comparator.comparingInt(Environment::position)),
                        Collectors.mapping(PlanTarget::id, Collectors.toList())))
                .forEach((environment, targets) -> tasks.create(
                        stages.save(Stage.of(rollout, environment.id(), environment.position()))
                                .id(),
                        targets));
    }
}
