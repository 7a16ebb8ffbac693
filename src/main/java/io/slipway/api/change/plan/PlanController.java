package io.slipway.api.change.plan;

import io.slipway.api.change.Changes;
import io.slipway.api.security.AuthenticatedAccount;
import io.slipway.failure.RejectedException;
import io.slipway.plan.Plan;
import io.slipway.plan.Plans;
import io.slipway.project.Project;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows plans. */
@RestController
@RequestMapping("/v1/projects/{project}/plans")
class PlanController {

    private final Changes changes;
    private final Plans plans;
    private final Issues issues;
    private final JdbcClient jdbc;

    PlanController(Changes changes, Plans plans, Issues issues, JdbcClient jdbc) {
        this.changes = changes;
        this.plans = plans;
        this.issues = issues;
        this.jdbc = jdbc;
    }

    /** Return a plan with the issue that it was made for. */
    @GetMapping("/{plan}")
    PlanView get(
            @AuthenticationPrincipal AuthenticatedAccount caller,
            @PathVariable String project,
            @PathVariable String plan) {
        Project found = changes.project(caller, project);
        Plan named = plans.findByProjectAndName(found.id(), plan)
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.NOT_FOUND,
                        "unknown-plan",
                        "Project '%s' has no plan '%s'.".formatted(found.name(), Directory.shown(plan)),
                        "Name the 'plan' that an issue has, as in the client's --output."));
        Issue issue = jdbc.sql("SELECT issue FROM rollout WHERE plan = :plan")
                .param("plan", named.id())
                .query(Long.class)
                .optional()
                .flatMap(issues::findById)
                .orElseThrow();
        return new PlanView(
                "%s/plans/%s".formatted(found.resource(), named.name()),
                named.digest(),
                new Changes.Change(found, issue).name(),
                issue.plan() == named.id());
    }
}
