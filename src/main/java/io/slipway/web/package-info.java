/**
 * The web pages: a project's issues and, for each, the change with its files, differences, findings, targets, decisions and comments. They
 * show what the API's readers read and take what its commands take; they must not decide anything themselves.
 */
@ApplicationModule(
        allowedDependencies = {
            "api :: change",
            "api :: change-model",
            "api :: problem",
            "api :: security",
            "api :: sight",
            "access",
            "change",
            "change :: patch",
            "change :: undo",
            "plan",
            "project",
            "release",
            "review",
            "rollout",
            "rollout :: condition",
            "rollout :: hotfix",
            "rollout :: task",
            "failure"
        })
@NullMarked
package io.slipway.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
