/**
 * Runs SQL files on one target so that nothing runs twice and nothing that ran is lost, whatever breaks in between.
 *
 * <p>It knows no project or rollout, and of releases only how versions are ordered: an attempt, a target and files come in as values, a result goes out. Each file gets
 * a connection of its own: a new server process is the one reset that leaves nothing behind, and costs milliseconds.
 */
@ApplicationModule(
        allowedDependencies = {
            "backup",
            "failure",
            "release",
            "sql",
            "target",
            "target :: history",
            "target :: inspection",
            "target :: ledger"
        })
@NullMarked
package io.slipway.migrate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
