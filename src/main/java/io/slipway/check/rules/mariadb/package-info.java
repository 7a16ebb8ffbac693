/** Rules on files for MariaDB and MySQL, which no migration could be run from. */
@NullMarked
package io.slipway.check.rules.mariadb;

import org.jspecify.annotations.NullMarked;
