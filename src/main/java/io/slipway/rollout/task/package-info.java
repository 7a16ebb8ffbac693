/** The tasks of a rollout, one per target: claimed, run, ended, mended. */
@NamedInterface("task")
@NullMarked
package io.slipway.rollout.task;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
