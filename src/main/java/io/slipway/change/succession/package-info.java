/** What a new issue means for the ones that are open. */
@NullMarked
package io.slipway.change.succession;

import org.jspecify.annotations.NullMarked;
