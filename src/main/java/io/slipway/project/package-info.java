/**
 * Who works on what and where it runs: accounts, projects with their members, environments, instances, databases and groups of
 * them; it resolves names to targets and knows nothing of releases, issues or rollouts.
 */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package io.slipway.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
