/**
 * The REST API under {@code /v1}: it turns requests into the commands of the features and their answers into representations, and
 * must not decide anything itself.
 */
@ApplicationModule(
        allowedDependencies = {
            "access",
            "calendar",
            "configuration",
            "engine",
            "notification",
            "project",
            "release",
            "review",
            "review :: pullrequest",
            "change",
            "change :: checking",
            "change :: patch",
            "change :: restoration",
            "change :: undo",
            "check",
            "plan",
            "rollout",
            "rollout :: adoption",
            "rollout :: condition",
            "rollout :: hotfix",
            "rollout :: task",
            "target :: history",
            "failure"
        })
@NullMarked
package io.slipway.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
