/** The workers of WaveRollout. */
@NullMarked
package io.slipway.process.wave;

import org.jspecify.annotations.NullMarked;
