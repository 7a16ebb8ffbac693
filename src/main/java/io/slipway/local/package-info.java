/**
 * The inner loop: takes a database on one's own machine to what files say, without a server, by the same parser, checks, executor and ledger.
 *
 * <p>It knows no project, approval or rollout, and keeps away from databases that a server governs.
 */
@ApplicationModule(
        allowedDependencies = {
            "check",
            "cli",
            "cli :: check",
            "cli :: result",
            "cli :: server",
            "cli :: source",
            "failure",
            "migrate",
            "release",
            "sql",
            "target",
            "target :: ledger"
        })
@NullMarked
package io.slipway.local;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
