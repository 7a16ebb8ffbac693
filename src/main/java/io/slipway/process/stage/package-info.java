/** The workers of StageRollout. */
@NullMarked
package io.slipway.process.stage;

import org.jspecify.annotations.NullMarked;
