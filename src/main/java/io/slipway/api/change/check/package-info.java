/** Checks of files that are no release yet, over REST. */
@NullMarked
package io.slipway.api.change.check;

import org.jspecify.annotations.NullMarked;
