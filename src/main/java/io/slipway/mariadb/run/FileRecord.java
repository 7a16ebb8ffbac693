package io.slipway.mariadb.run;

import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.ledger.Segment;
import io.slipway.migrate.FileToRun;
import io.slipway.target.ledger.Revision;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger says, and is told, of one file. */
record FileRecord(Run run, FileToRun file) {

    Optional<Segment> segment(LedgerRows rows, int position) throws SQLException {
        return rows.segments(file.track(), file.version()).stream()
                .filter(segment -> segment.position() == position)
                .findFirst();
    }

    boolean isApplied(LedgerRows rows) throws SQLException {
        return rows.revisions().stream()
                .anyMatch(revision -> revision.track().equals(file.track())
                        && revision.version().equals(file.version()));
    }

    void begin(LedgerRows rows, int position, String sha256, boolean done, @Nullable String expectation)
            throws SQLException {
        rows.begin(
                file.track(),
                file.version(),
                new Segment(position, sha256, done, run.attempt().epoch(), 0, expectation));
    }

    void fulfil(LedgerRows rows, int position, boolean last) throws SQLException {
        rows.fulfil(file.track(), file.version(), position);
        if (last) {
            apply(rows);
        }
    }

    void forget(LedgerRows rows, int position) throws SQLException {
        rows.forget(file.track(), file.version(), position);
    }

    void apply(LedgerRows rows) throws SQLException {
        var attempt = run.attempt();
        rows.record(new Revision(
                file.track(),
                file.version(),
                Revision.Kind.APPLIED,
                file.path(),
                file.sha256(),
                attempt.release(),
                attempt.task(),
                attempt.appliedBy(),
                null,
                attempt.epoch()));
    }
}
