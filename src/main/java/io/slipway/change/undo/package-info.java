/** Takes back what an issue brought: by undo files of its release, or by the rows that its statements kept. */
@NamedInterface("undo")
@NullMarked
package io.slipway.change.undo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
