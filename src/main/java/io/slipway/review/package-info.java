/**
 * The request to roll a plan out, and who may decide on it: issues, their creators and comments, the questions put to people and
 * their answers. It must not know stages' schedules or tasks, nor how a migration runs.
 */
@ApplicationModule(allowedDependencies = {"check", "plan", "release", "project", "failure"})
@NullMarked
package io.slipway.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
