/** Changes as resources: releases, issues, their rollouts with stages and tasks, and the revisions that they leave behind. */
@NamedInterface("change")
@NullMarked
package io.slipway.api.change;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
