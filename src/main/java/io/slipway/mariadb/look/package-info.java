/** Looks at targets without changing them. */
@NullMarked
package io.slipway.mariadb.look;

import org.jspecify.annotations.NullMarked;
