/** Plans over REST: what an issue rolls out, fixed once. */
@NullMarked
package io.slipway.api.change.plan;

import org.jspecify.annotations.NullMarked;
