/**
 * An issue's life: how a change is requested, opened, checked, edited and ended, and what its forms show. It stands on the rollout; it must
 * not know the process engine or the API.
 */
@ApplicationModule(
        allowedDependencies = {
            "rollout",
            "rollout :: condition",
            "rollout :: hotfix",
            "rollout :: task",
            "check",
            "review",
            "review :: pullrequest",
            "plan",
            "release",
            "project",
            "calendar",
            "target",
            "target :: ledger",
            "sql",
            "failure"
        })
@NullMarked
package io.slipway.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
