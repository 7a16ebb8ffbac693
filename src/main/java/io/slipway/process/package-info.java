/**
 * The seam to Camunda: workers that each call one feature, who completed a user task, the deployment of the models and the publication of
 * wake-ups. It holds no rules, and nothing else imports the engine's client.
 */
@ApplicationModule(
        allowedDependencies = {
            "engine",
            "change",
            "change :: form",
            "rollout",
            "rollout :: condition",
            "rollout :: hotfix",
            "rollout :: task",
            "review",
            "release",
            "project",
            "failure"
        })
@NullMarked
package io.slipway.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
