/** The application's entry point; everything else lives in the modules below. */
@NullMarked
package io.slipway;

import org.jspecify.annotations.NullMarked;
