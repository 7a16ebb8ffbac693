package io.slipway.local;

import io.slipway.cli.server.ClientException;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Target;
import io.slipway.target.ledger.BaselineRequiredException;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.Revision;
import java.util.List;

/** A database on one's own machine, with its ledger. Where a server's rollouts have been, nothing is done past their approvals. */
final class LocalDatabase {

    /** What stands in the ledger for task and release: it tells this from what a server ran. */
    private static final String LOCAL = "local";

    private final Target target;
    private final Connections connections;
    private final Ledger ledger = new Ledger(Ledger.DEFAULT_SCHEMA);

    LocalDatabase(Target target, Connections connections) {
        this.target = target;
        this.connections = connections;
        if (!connections.isLocal(target)) {
            throw ClientException.usage(
                    "not-local",
                    "The database is not on this machine.",
                    "Give --local a server on localhost; other databases take 'slipway rollout', with review and approval.");
        }
    }

    Target target() {
        return target;
    }

    /**
     * Return what the database holds.
     *
     * @throws ClientException if a server governs it
     * @throws io.slipway.failure.SlipwayException if it can't be reached, or has objects and no ledger
     */
    Ledger.Survey survey() {
        refuseGoverned();
        try {
            return ledger.survey(connections, target);
        } catch (BaselineRequiredException e) {
            throw ClientException.usage(
                    e.code(),
                    "The database holds objects but no ledger, so which versions it has is not known.",
                    "Give --baseline the version that it stands at, or start with an empty database.");
        }
    }

    private void refuseGoverned() {
        for (var revision : ledger.revisions(connections, target)) {
            if (!revision.task().equals(LOCAL)) {
                throw ClientException.usage(
                        "database-governed",
                        "Version '%s' of track '%s' came to this database by a Slipway server."
                                .formatted(revision.version(), revision.track()),
                        "Roll out there, with 'slipway rollout'; --local is for databases of your own.");
            }
        }
    }

    /** Record that everything up to a version was there before. */
    void baseline(String track, String version, String who) {
        refuseGoverned();
        new Baselines(ledger, connections)
                .record(
                        target,
                        List.of(new Revision(
                                track, version, Revision.Kind.BASELINE, "", "", LOCAL, LOCAL, who, null, 0)));
    }

    /** Apply what is missing, as one more attempt than the database has seen. */
    MigrationResult migrate(
            SqlParser parser, Ledger.Survey seen, String who, List<FileToRun> files, Progress progress) {
        return new Migrator(parser, connections, ledger, MigrationSettings.defaults())
                .migrate(new Attempt(LOCAL, seen.epoch() + 1, LOCAL, who), target, files, progress);
    }
}
