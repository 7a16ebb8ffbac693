/** What is configured, as resources: projects, environments, instances, databases, groups, accounts and the configuration itself. */
@NamedInterface("sight")
@NullMarked
package io.slipway.api.project;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
