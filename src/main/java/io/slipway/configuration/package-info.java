/**
 * Configuration as code: reads {@code slipway.yaml}, tells what would differ, and makes it so in one transaction. It writes the
 * aggregates of other modules and must not know how the file reached us.
 */
@ApplicationModule(
        allowedDependencies = {"calendar", "project", "project :: health", "review", "notification", "failure"})
@NullMarked
package io.slipway.configuration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
