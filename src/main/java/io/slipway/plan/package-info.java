/**
 * Plans: releases resolved, once, to the targets they go to, and what each target does not hold yet. It knows neither whether a change is
 * safe nor whether it may run.
 */
@ApplicationModule(allowedDependencies = {"release", "project", "failure"})
@NullMarked
package io.slipway.plan;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
