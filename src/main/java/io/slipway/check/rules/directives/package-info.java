/** What files say of themselves in the comments at their head. */
@NullMarked
package io.slipway.check.rules.directives;

import org.jspecify.annotations.NullMarked;
