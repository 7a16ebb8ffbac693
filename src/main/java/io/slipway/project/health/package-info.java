/** What must hold of an environment's targets before a rollout goes on to the next environment. */
@NamedInterface("health")
@NullMarked
package io.slipway.project.health;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
