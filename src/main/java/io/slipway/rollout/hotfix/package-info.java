/** Stages that a person leaves out where the policy allows it, and what is owed to their targets afterwards. */
@NamedInterface("hotfix")
@NullMarked
package io.slipway.rollout.hotfix;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
