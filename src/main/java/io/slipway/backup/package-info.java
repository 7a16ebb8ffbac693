/**
 * Keeps the rows that a statement changes, in its own transaction, and says how they are put back.
 *
 * <p>It knows no ledger and no file: a connection and a statement come in, and SQL goes out.
 */
@ApplicationModule(allowedDependencies = {"release", "sql", "target", "failure"})
@NullMarked
package io.slipway.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
