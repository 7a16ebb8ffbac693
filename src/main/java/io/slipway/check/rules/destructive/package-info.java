/** Rules on statements that lose something for good. */
@NullMarked
package io.slipway.check.rules.destructive;

import org.jspecify.annotations.NullMarked;
