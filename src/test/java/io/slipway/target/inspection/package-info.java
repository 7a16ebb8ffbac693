@NullMarked
package io.slipway.target.inspection;

import org.jspecify.annotations.NullMarked;
