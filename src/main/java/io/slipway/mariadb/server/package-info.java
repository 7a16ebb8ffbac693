/** The way into servers of MariaDB and MySQL, and what their answers mean. */
@NullMarked
package io.slipway.mariadb.server;

import org.jspecify.annotations.NullMarked;
