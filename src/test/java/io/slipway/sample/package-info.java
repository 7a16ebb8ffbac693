/** The sample that the demo and the process tests run on: a web shop's databases in three environments, and its people. */
@NullMarked
package io.slipway.sample;

import org.jspecify.annotations.NullMarked;
