/** Walks over SQL token by token, as PostgreSQL's scanner does, without understanding it. */
@NullMarked
package io.slipway.sql.text;

import org.jspecify.annotations.NullMarked;
