package io.slipway.target.ledger;

import io.slipway.target.Identifiers;
import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/** The ledger within one open transaction, safe from whatever the session was told before; write last, then commit. */
@NamedInterface("ledger")
public final class LedgerAccess {

    private final Connection connection;
    private final String schema;
    private final String scope;
    private final SessionState state;

    LedgerAccess(Connection connection, String schema, String scope) throws SQLException {
        this.connection = connection;
        this.schema = Identifiers.quoted(schema);
        this.scope = scope;
        this.state = SessionState.stepOut(connection);
    }

    /** Return the epoch of the newest attempt, its row locked until the transaction ends; nothing if never used. */
    public Optional<Long> epoch() throws SQLException {
        return Rows.first(
                connection,
                "SELECT epoch FROM " + schema + ".fence WHERE scope = ? FOR UPDATE",
                row -> row.getLong(1),
                scope);
    }

    /** Shut out every attempt older than this one; tell whether this one is not itself shut out. */
    public boolean raise(long epoch) throws SQLException {
        return Rows.update(connection, "INSERT INTO " + schema + """
                                .fence AS f (scope, epoch)
                                VALUES (?, ?)
                                ON CONFLICT (scope) DO UPDATE SET epoch = EXCLUDED.epoch WHERE f.epoch <= EXCLUDED.epoch
                                """, scope, epoch) == 1;
    }

    public List<Revision> revisions() throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT r.track, r.version, r.kind, r.path, r.sha256, r.release, r.task, r.applied_by, r.applied_at, r.epoch,
                       %2$s
                FROM %1$s.revision r
                WHERE r.scope = ?
                ORDER BY r.applied_at, r.track, r.version
                """.formatted(schema, restore()),
                row -> new Revision(
                        row.getString(1),
                        row.getString(2),
                        Revision.Kind.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        instant(row.getObject(9, OffsetDateTime.class)),
                        row.getLong(10),
                        row.getString(11)),
                scope);
    }

    /** A ledger that is still to be upgraded, which a reader cannot do, knows of no kept rows. */
    private String restore() throws SQLException {
        var version = Rows.number(connection, "SELECT version FROM " + schema + ".ledger");
        return version < LedgerSchema.KEEPS_ROWS ? "NULL" : """
                (SELECT pg_catalog.string_agg(s.restore, E'\\n' ORDER BY s.position DESC)
                 FROM %s.segment s
                 WHERE s.scope = r.scope AND s.track = r.track AND s.version = r.version)
                """.formatted(schema);
    }

    public List<SegmentEntry> segments(String track, String version) throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT position, sha256, state, epoch, backend_pid, backend_start, expectation, refused_at IS NOT NULL
                FROM %s.segment
                WHERE scope = ? AND track = ? AND version = ?
                ORDER BY position
                """.formatted(schema),
                row -> new SegmentEntry(
                        row.getInt(1),
                        row.getString(2),
                        SegmentEntry.State.valueOf(row.getString(3)),
                        row.getLong(4),
                        new Backend(row.getInt(5), row.getObject(6, OffsetDateTime.class)),
                        row.getString(7),
                        row.getBoolean(8)),
                scope,
                track,
                version);
    }

    /** Let what was begun of a version count as begun of another one. */
    public void carryOver(String track, String from, String to) throws SQLException {
        Rows.update(
                connection,
                "UPDATE " + schema + ".segment SET version = ? WHERE scope = ? AND track = ? AND version = ?",
                to,
                scope,
                track,
                from);
    }

    /** Return the versions of a track of which at least a part was begun. */
    public List<String> begun(String track) throws SQLException {
        return Rows.list(
                connection,
                "SELECT DISTINCT version FROM " + schema + ".segment WHERE scope = ? AND track = ? ORDER BY version",
                row -> row.getString(1),
                scope,
                track);
    }

    /** Return the segments that were committed of versions which are not there as a whole. */
    List<CommittedSegment> committedParts() throws SQLException {
        return Rows.list(
                connection,
                """
                SELECT s.track, s.version, s.position, s.sha256
                FROM %1$s.segment s
                WHERE s.scope = ? AND s.state = 'DONE' AND NOT EXISTS (
                    SELECT FROM %1$s.revision r
                    WHERE r.scope = s.scope AND r.track = s.track AND r.version = s.version)
                ORDER BY s.track, s.version, s.position
                """.formatted(schema),
                row -> new CommittedSegment(row.getString(1), row.getString(2), row.getInt(3), row.getString(4)),
                scope);
    }

    public void record(Revision revision) throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO %s.revision (scope, track, version, kind, path, sha256, release, task, applied_by, epoch)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """.formatted(schema),
                scope,
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

    /** Keep a version's rows under the number of the attempt that applied it, so that it can be applied once more. */
    public void setAside(String track, String version) throws SQLException {
        for (var table : List.of("revision", "segment")) {
            Rows.update(
                    connection,
                    "UPDATE %s.%s SET version = version || '.' || epoch WHERE scope = ? AND track = ? AND version = ?"
                            .formatted(schema, table),
                    scope,
                    track,
                    version);
        }
    }

    /** Say of a version that is recorded with another text that it now counts as one with this text; tell whether it was. */
    boolean restate(Revision revision, String heldSha256) throws SQLException {
        return Rows.update(
                        connection,
                        """
                        UPDATE %s.revision
                        SET kind = 'MARKED', path = ?, sha256 = ?, release = ?, task = ?, applied_by = ?, epoch = ?
                        WHERE scope = ? AND track = ? AND version = ? AND sha256 = ?
                        """.formatted(schema),
                        revision.path(),
                        revision.sha256(),
                        revision.release(),
                        revision.task(),
                        revision.appliedBy(),
                        revision.epoch(),
                        scope,
                        revision.track(),
                        revision.version(),
                        heldSha256)
                == 1;
    }

    /**
     * Record that a segment ran in this very transaction.
     *
     * @param restore the SQL that puts back the rows it kept, or null
     */
    public void recordDone(String track, String version, SegmentEntry entry, @Nullable String restore)
            throws SQLException {
        Rows.update(
                connection,
                """
                INSERT INTO %s.segment
                    (scope, track, version, position, sha256, state, epoch, backend_pid, backend_start, restore, done_at)
                VALUES (?, ?, ?, ?, ?, 'DONE', ?, ?, ?, ?, pg_catalog.clock_timestamp())
                """.formatted(schema),
                scope,
                track,
                version,
                entry.position(),
                entry.sha256(),
                entry.epoch(),
                entry.backend().pid(),
                entry.backend().startedAt(),
                restore);
    }

    /** Record that a segment is about to run outside any transaction; one that was there without an end is replaced. */
    public void recordIntent(String track, String version, SegmentEntry entry) throws SQLException {
        forgetIntent(track, version, entry.position());
        Rows.update(
                connection,
                """
                INSERT INTO %s.segment
                    (scope, track, version, position, sha256, state, epoch, backend_pid, backend_start, expectation)
                VALUES (?, ?, ?, ?, ?, 'INTENT', ?, ?, ?, ?)
                """.formatted(schema),
                scope,
                track,
                version,
                entry.position(),
                entry.sha256(),
                entry.epoch(),
                entry.backend().pid(),
                entry.backend().startedAt(),
                entry.expectation());
    }

    /** Take back an intent that is known to have come to nothing. */
    public void forgetIntent(String track, String version, int position) throws SQLException {
        change("DELETE FROM %s.segment", track, version, position);
    }

    /** Record that what was intended is there. */
    public void fulfil(String track, String version, int position) throws SQLException {
        change(
                "UPDATE %s.segment SET state = 'DONE', done_at = pg_catalog.clock_timestamp()",
                track, version, position);
    }

    /** Record that the server refused what was intended, so that it did not come to its end. */
    public void refuse(String track, String version, int position) throws SQLException {
        change("UPDATE %s.segment SET refused_at = pg_catalog.clock_timestamp()", track, version, position);
    }

    /** Give the session back what it had, for SQL that follows in the same transaction. */
    public void leave() throws SQLException {
        state.stepIn(connection);
    }

    private void change(String what, String track, String version, int position) throws SQLException {
        Rows.update(
                connection,
                what.formatted(schema)
                        + " WHERE scope = ? AND track = ? AND version = ? AND position = ? AND state = 'INTENT'",
                scope,
                track,
                version,
                position);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
