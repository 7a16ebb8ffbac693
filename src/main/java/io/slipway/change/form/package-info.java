/** What the forms for deciding on a stage show beside the change itself: what else goes on where it would run. */
@NamedInterface("form")
@NullMarked
package io.slipway.change.form;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
