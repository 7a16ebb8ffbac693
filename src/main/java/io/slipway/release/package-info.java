/**
 * What is to be applied: versions, migration files and the releases that hold them, all immutable; it must not know where a
 * release goes, whether it is safe, or who may roll it out.
 */
@ApplicationModule(allowedDependencies = {"project", "failure"})
@NullMarked
package io.slipway.release;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
