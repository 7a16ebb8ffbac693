/** Checks of a pull request's files. */
@NullMarked
package io.slipway.cli.check;

import org.jspecify.annotations.NullMarked;
