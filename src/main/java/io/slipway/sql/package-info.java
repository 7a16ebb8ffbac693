/**
 * Reads SQL scripts with PostgreSQL's own parser: statements with their place, and what each does, taken from the parse tree.
 *
 * <p>Nothing here knows a database or a rule; the checks and the executor decide what the facts mean.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.slipway.sql;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
