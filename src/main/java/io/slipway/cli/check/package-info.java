/** Checks of a pull request's files. */
@NamedInterface("check")
@NullMarked
package io.slipway.cli.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
