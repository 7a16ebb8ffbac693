/** Rules on statements that Slipway never runs, because they would reach into its own bookkeeping or cannot be sent at all. */
@NullMarked
package io.slipway.check.rules.refused;

import org.jspecify.annotations.NullMarked;
