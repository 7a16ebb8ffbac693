/** The approval of a stage, step by step: which step is next, and whose decisions count for it. */
@NamedInterface("approval")
@NullMarked
package io.slipway.rollout.approval;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
