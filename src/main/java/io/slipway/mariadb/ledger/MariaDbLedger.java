package io.slipway.mariadb.ledger;

import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Definitions;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.mariadb.server.RefusedByServerException;
import io.slipway.mariadb.server.ServerUnavailableException;
import io.slipway.target.Connections.Login;
import io.slipway.target.Target;
import io.slipway.target.ledger.BaselineRequiredException;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.LedgerUnusableException;
import io.slipway.target.ledger.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The record in a target of what was applied to it: the truth, whatever Slipway's own database says. */
public final class MariaDbLedger {

    private final MariaDbConnections connections;

    public MariaDbLedger(MariaDbConnections connections) {
        this.connections = connections;
    }

    /** What is done on a connection. */
    @FunctionalInterface
    private interface Work<T> {
        T in(Connection connection) throws SQLException;
    }

    /** Tell whether the ledger accounts for the database; one that came with a copy is refused. */
    public boolean accountsFor(Connection connection, Target target) throws SQLException {
        if (LedgerTables.version(connection) == 0) {
            return false;
        }
        if (Origin.isCopy(connection)) {
            throw LedgerUnusableException.copied(target.name());
        }
        return new LedgerRows(connection).isUsed();
    }

    /** Tell whether there is a ledger that was made in another database or on another server. */
    public boolean isCopy(Connection connection) throws SQLException {
        return LedgerTables.version(connection) > 0 && Origin.isCopy(connection);
    }

    /** Tell whether the database holds anything but the ledger. */
    public boolean hasObjects(Connection connection) throws SQLException {
        return !Definitions.subjects(connection).isEmpty();
    }

    /**
     * Make the ledger where there is none; outside of any transaction.
     *
     * @throws BaselineRequiredException if there are objects for which it cannot account
     */
    public void open(Connection connection, Target target) throws SQLException {
        if (!accountsFor(connection, target)) {
            if (hasObjects(connection)) {
                throw new BaselineRequiredException(target.name());
            }
            LedgerTables.make(connection, target);
        }
    }

    public Ledger.Survey survey(Target target) {
        return read(target, connection -> {
            var accounted = accountsFor(connection, target);
            var definitions = Definitions.all(connection);
            if (!accounted && !definitions.subjects().isEmpty()) {
                throw new BaselineRequiredException(target.name());
            }
            var rows = new LedgerRows(connection);
            return accounted
                    ? new Ledger.Survey(rows.revisions(), rows.seenEpoch(), definitions.fingerprint(), List.of())
                    : new Ledger.Survey(List.of(), 0, definitions.fingerprint(), List.of());
        });
    }

    public List<Revision> revisions(Target target) {
        return read(
                target,
                connection ->
                        accountsFor(connection, target) ? new LedgerRows(connection).revisions() : List.<Revision>of());
    }

    public void mark(Target target, Revision revision) {
        write(target, rows -> {
            if (rows.revisions().stream().anyMatch(revision::isSameVersion)) {
                throw LedgerUnusableException.versionRecorded(revision.track(), revision.version());
            }
            rows.record(revision.as(Revision.Kind.MARKED));
        });
    }

    public void restate(Target target, Revision revision, String heldSha256) {
        write(target, rows -> {
            if (!rows.raise(revision.epoch())) {
                throw LedgerUnusableException.superseded(revision.task(), target.name());
            }
            if (!rows.restate(revision, heldSha256)
                    && rows.revisions().stream()
                            .filter(revision::isSameVersion)
                            .noneMatch(found -> found.sha256().equals(revision.sha256()))) {
                throw LedgerUnusableException.otherText(revision.track(), revision.version());
            }
        });
    }

    public Baselines.Outlook foreseeBaseline(Target target, List<Revision> wanted) {
        return read(target, connection -> {
            var accounted = accountsFor(connection, target);
            var recorded = accounted
                    && missing(new LedgerRows(connection), target, wanted).isEmpty();
            return new Baselines.Outlook(recorded, accounted, hasObjects(connection));
        });
    }

    public void recordBaseline(Target target, List<Revision> wanted) {
        write(target, rows -> {
            for (var revision : missing(rows, target, wanted)) {
                rows.record(revision);
            }
        });
    }

    private static List<Revision> missing(LedgerRows rows, Target target, List<Revision> wanted) throws SQLException {
        return Baselines.missing(
                target, rows.revisions(), rows.begun(wanted.getFirst().track()), wanted);
    }

    public boolean takeOver(Target target, boolean keep) {
        return connected(target, Login.MIGRATOR, "take over", connection -> {
            if (!isCopy(connection)) {
                return false;
            }
            connection.setAutoCommit(false);
            Origin.takeOver(connection, keep);
            connection.commit();
            return true;
        });
    }

    /** What is written in one transaction that keeps every attempt out. */
    @FunctionalInterface
    private interface Change {
        void in(LedgerRows rows) throws SQLException;
    }

    private void write(Target target, Change change) {
        connected(target, Login.MIGRATOR, "ledger", connection -> {
            accountsFor(connection, target);
            LedgerTables.make(connection, target);
            connection.setAutoCommit(false);
            var rows = new LedgerRows(connection);
            rows.raise(rows.seenEpoch());
            change.in(rows);
            connection.commit();
            return true;
        });
    }

    private <T> T read(Target target, Work<T> work) {
        return connected(target, Login.READER, "ledger", connection -> {
            connection.setReadOnly(true);
            return work.in(connection);
        });
    }

    private <T> T connected(Target target, Login login, String purpose, Work<T> work) {
        try (var connection = connections.open(target, login, purpose)) {
            return work.in(connection);
        } catch (SQLException e) {
            if (Answers.isDenied(e)) {
                var user = login == Login.READER ? target.reader() : target.migrator();
                throw new RefusedByServerException(
                        "ledger-not-readable",
                        "User '%s' may not use the ledger of target '%s': %s."
                                .formatted(user.username(), target.name(), Answers.words(e)),
                        "Grant it SELECT on the database; the migrator needs INSERT, UPDATE, DELETE and CREATE, too.");
            }
            throw new ServerUnavailableException(
                    "ledger-unavailable",
                    "The ledger of target '%s' cannot be used: %s.".formatted(target.name(), Answers.words(e)),
                    e);
        }
    }
}
