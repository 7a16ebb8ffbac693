@NullMarked
package io.slipway.mariadb;

import org.jspecify.annotations.NullMarked;
