/** What a stage's start waits for beside its own approvals: other issues, and gates that somebody outside opens. */
@NamedInterface("condition")
@NullMarked
package io.slipway.rollout.condition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
