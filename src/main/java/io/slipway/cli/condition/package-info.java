/** Commands about what a start waits for: what was left out before, other issues, gates outside. */
@NullMarked
package io.slipway.cli.condition;

import org.jspecify.annotations.NullMarked;
