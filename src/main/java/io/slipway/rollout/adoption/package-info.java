/** Databases that were there before Slipway: what an owner, or the tool that was used before, says that they hold. */
@NamedInterface("adoption")
@NullMarked
package io.slipway.rollout.adoption;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
