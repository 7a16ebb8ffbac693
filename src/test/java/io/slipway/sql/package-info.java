@NullMarked
package io.slipway.sql;

import org.jspecify.annotations.NullMarked;
