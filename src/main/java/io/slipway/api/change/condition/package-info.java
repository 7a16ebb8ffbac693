/** What a stage's start waits for, over REST. */
@NullMarked
package io.slipway.api.change.condition;

import org.jspecify.annotations.NullMarked;
