/**
 * The process engine as administrators deal with it: which models it runs and whose they are, and how open issues go on after it was
 * lost. It must not know Camunda, which another module speaks to.
 */
@ApplicationModule(allowedDependencies = {"rollout", "review", "project", "failure"})
@NullMarked
package io.slipway.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
