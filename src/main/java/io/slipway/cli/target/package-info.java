/** Commands about databases and groups of them: what they hold, whether they are fit, and what a group stands for. */
@NullMarked
package io.slipway.cli.target;

import org.jspecify.annotations.NullMarked;
