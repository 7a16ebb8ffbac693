/** Reads SQL of MariaDB and MySQL: where each statement ends, what it is, and what no migration may do. */
@NamedInterface("script")
@NullMarked
package io.slipway.mariadb.script;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
