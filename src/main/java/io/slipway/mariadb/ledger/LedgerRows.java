package io.slipway.mariadb.ledger;

import io.slipway.target.Rows;
import io.slipway.target.ledger.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the ledger on a connection says and is told, within the transaction that is open there. */
public record LedgerRows(Connection connection) {

    /** Return the epoch of the newest attempt, its row locked until the transaction ends; nothing if never used. */
    public Optional<Long> epoch() throws SQLException {
        return Rows.first(
                connection, "SELECT epoch FROM slipway_fence WHERE one = 1 FOR UPDATE", row -> row.getLong(1));
    }

    /** Tell whether an attempt or a person has ever said what is in the database. */
    boolean isUsed() throws SQLException {
        return Rows.flag(connection, "SELECT COUNT(*) > 0 FROM slipway_fence");
    }

    /** Return the epoch without waiting for anybody. */
    long seenEpoch() throws SQLException {
        return Rows.number(connection, "SELECT epoch FROM slipway_fence WHERE one = 1");
    }

    /** Shut out every attempt older than this one; tell whether this one is not itself shut out. */
    public boolean raise(long epoch) throws SQLException {
        var found = epoch();
        if (found.isEmpty()) {
            Rows.update(connection, "INSERT INTO slipway_fence VALUES (1, ?)", epoch);
        } else if (found.get() < epoch) {
            Rows.update(connection, "UPDATE slipway_fence SET epoch = ? WHERE one = 1", epoch);
        }
        return found.orElse(epoch) <= epoch;
    }

    /** Say that this connection is one of an attempt's; return its number. */
    public long enter(String lockName, long epoch) throws SQLException {
        Rows.update(connection, """
                INSERT INTO slipway_session (lock_name, epoch, connection_id, login, opened_at)
                VALUES (?, ?, CONNECTION_ID(), CURRENT_USER(), UTC_TIMESTAMP(6))
                """, lockName, epoch);
        return Rows.number(connection, "SELECT LAST_INSERT_ID()");
    }

    /** Return the connections that were opened before the given one and of which nobody has seen the end. */
    public List<SessionRow> before(long session) throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT id, lock_name, epoch, connection_id, login,
                       TIMESTAMPDIFF(MICROSECOND, opened_at, UTC_TIMESTAMP(6)) / 1000000
                FROM slipway_session
                WHERE id < ?
                ORDER BY id
                """,
                row -> new SessionRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getString(5),
                        row.getDouble(6)),
                session);
    }

    /** Say that a connection is gone. */
    public void gone(long session) throws SQLException {
        Rows.update(connection, "DELETE FROM slipway_session WHERE id = ?", session);
    }

    public List<Revision> revisions() throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT track, version, kind, path, sha256, release_name, task, applied_by, applied_at, epoch
                FROM slipway_revision
                ORDER BY applied_at, track, version
                """,
                row -> new Revision(
                        row.getString(1),
                        row.getString(2),
                        Revision.Kind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getObject(9, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                        row.getLong(10)));
    }

    public void record(Revision revision) throws SQLException {
        Rows.update(
                connection,
                "INSERT INTO slipway_revision VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?)",
                revision.track(),
                revision.version(),
                revision.kind().name(),
                revision.path(),
                revision.sha256(),
                revision.release(),
                revision.task(),
                revision.appliedBy(),
                revision.epoch());
    }

    public List<Segment> segments(String track, String version) throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT position, sha256, state = 'DONE', epoch, connection_id, expectation
                FROM slipway_segment
                WHERE track = ? AND version = ?
                ORDER BY position
                """,
                row -> new Segment(
                        row.getInt(1),
                        row.getString(2),
                        row.getBoolean(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getString(6)),
                track,
                version);
    }

    /** Return the versions of a track of which at least a part was begun. */
    public List<String> begun(String track) throws SQLException {
        return Rows.list(
                connection,
                "SELECT DISTINCT version FROM slipway_segment WHERE track = ? ORDER BY version",
                row -> row.getString(1),
                track);
    }

    /** Let what was begun of a version count as begun of another one. */
    public void carryOver(String track, String from, String to) throws SQLException {
        Rows.update(
                connection, "UPDATE slipway_segment SET version = ? WHERE track = ? AND version = ?", to, track, from);
    }

    /** Keep a version's rows under the number of the attempt that applied it, so that it can be applied once more. */
    public void setAside(String track, String version) throws SQLException {
        for (var table : List.of("slipway_revision", "slipway_segment")) {
            Rows.update(
                    connection,
                    "UPDATE " + table + " SET version = CONCAT(version, '.', epoch) WHERE track = ? AND version = ?",
                    track,
                    version);
        }
    }

    /** Record that a segment is about to run, or that it ran in this very transaction. */
    public void begin(String track, String version, Segment segment) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO slipway_segment VALUES
                    (?, ?, ?, ?, ?, ?, CONNECTION_ID(), ?, UTC_TIMESTAMP(6), IF(?, UTC_TIMESTAMP(6), NULL))
                """,
                track,
                version,
                segment.position(),
                segment.sha256(),
                segment.done() ? "DONE" : "INTENT",
                segment.epoch(),
                segment.expectation(),
                segment.done());
    }

    /** Record that what was intended is there. */
    public void fulfil(String track, String version, int position) throws SQLException {
        Rows.update(connection, """
                UPDATE slipway_segment
                SET state = 'DONE', done_at = UTC_TIMESTAMP(6)
                WHERE track = ? AND version = ? AND position = ? AND state = 'INTENT'
                """, track, version, position);
    }

    /** Take back an intent that is known to have come to nothing. */
    public void forget(String track, String version, int position) throws SQLException {
        Rows.update(
                connection,
                "DELETE FROM slipway_segment WHERE track = ? AND version = ? AND position = ? AND state = 'INTENT'",
                track,
                version,
                position);
    }

    /** Say of a version that is recorded with another text that it now counts as one with this text; tell whether it was. */
    boolean restate(Revision revision, String heldSha256) throws SQLException {
        return Rows.update(
                        connection,
                        """
                        UPDATE slipway_revision
                        SET kind = 'MARKED', path = ?, sha256 = ?, release_name = ?, task = ?, applied_by = ?, epoch = ?
                        WHERE track = ? AND version = ? AND sha256 = ?
                        """,
                        revision.path(),
                        revision.sha256(),
                        revision.release(),
                        revision.task(),
                        revision.appliedBy(),
                        revision.epoch(),
                        revision.track(),
                        revision.version(),
                        heldSha256)
                == 1;
    }
}
