/** What is asked of people again after Slipway's own database was restored to an earlier time. */
@NamedInterface("restoration")
@NullMarked
package io.slipway.change.restoration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
