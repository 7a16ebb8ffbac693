/** An edit as a patch, so that the repository can follow. */
@NamedInterface("patch")
@NullMarked
package io.slipway.change.patch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
