@NullMarked
package io.slipway.migrate;

import org.jspecify.annotations.NullMarked;
