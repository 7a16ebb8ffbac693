@NullMarked
package io.slipway.target;

import org.jspecify.annotations.NullMarked;
