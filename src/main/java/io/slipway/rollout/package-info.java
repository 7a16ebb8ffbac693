/**
 * The execution of an issue's plan: stages, waves, schedules and tasks, when each may start and what comes next. It decides in
 * PostgreSQL whether a step may happen; it must not know the process engine, the API or how SQL is run on a target.
 */
@ApplicationModule(
        allowedDependencies = {
            "mariadb",
            "migrate",
            "migrate :: engine",
            "check",
            "review",
            "review :: pullrequest",
            "plan",
            "release",
            "project",
            "project :: health",
            "calendar",
            "target",
            "target :: history",
            "target :: ledger",
            "target :: inspection",
            "sql",
            "failure"
        })
@NullMarked
package io.slipway.rollout;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
