/** What is looked at before a target is used for the first time, and what to do about what is missing. */
@NamedInterface("inspection")
@NullMarked
package io.slipway.target.inspection;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
