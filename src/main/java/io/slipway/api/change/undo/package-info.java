/** Taking back over REST what an issue brought. */
@NullMarked
package io.slipway.api.change.undo;

import org.jspecify.annotations.NullMarked;
