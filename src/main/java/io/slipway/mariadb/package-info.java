/**
 * MariaDB and MySQL as targets, where every definition commits by itself: a file either changes rows, in one transaction together with its
 * record, or defines objects, one statement at a time with an intent before and a look at the definitions behind.
 *
 * <p>It knows no project or rollout: an attempt, a target and files come in as values, a result goes out.
 */
@ApplicationModule(
        allowedDependencies = {
            "secret",
            "failure",
            "sql",
            "migrate",
            "release",
            "migrate :: engine",
            "target",
            "target :: history",
            "target :: inspection",
            "target :: ledger"
        })
@NullMarked
package io.slipway.mariadb;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
