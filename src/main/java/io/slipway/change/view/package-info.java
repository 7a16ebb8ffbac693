/** Parts of what forms show that need to know nothing of an issue's other texts. */
@NullMarked
package io.slipway.change.view;

import org.jspecify.annotations.NullMarked;
