/** What another migration tool recorded in a target before Slipway came. */
@NamedInterface("history")
@NullMarked
package io.slipway.target.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
