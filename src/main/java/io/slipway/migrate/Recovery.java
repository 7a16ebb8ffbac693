package io.slipway.migrate;

import io.slipway.failure.SlipwayException;
import io.slipway.failure.TransientException;
import io.slipway.migrate.Pulse.Deadline;
import io.slipway.migrate.script.Segment;
import io.slipway.target.ledger.Backend;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Finds out after a lost connection whether the segment took effect: first the old server process is gone, then the ledger is asked. */
final class Recovery {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Work work;
    private final FileToRun file;
    private final FileLedger ledger;
    private final InPlaceRun inPlace;

    Recovery(Work work, FileToRun file, FileLedger ledger, InPlaceRun inPlace) {
        this.work = work;
        this.file = file;
        this.ledger = ledger;
        this.inPlace = inPlace;
    }

    /** Return if the segment is done; else end the attempt with what is known. */
    void afterLoss(Session broken, Segment segment) {
        broken.close();
        var deadline = Deadline.in(work.settings().recovery());
        while (!decided(broken.backend(), segment, deadline)) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw unknown(broken.backend(), segment, "the target could not be asked");
            }
            work.pulse().rest(POLL);
        }
    }

    private boolean decided(Backend old, Segment segment, Deadline deadline) {
        try (var session = Session.open(work)) {
            session.dress(work);
            awaitEnd(session, old, segment, deadline);
            if (!isDone(session, segment)) {
                throw work.pulse().stopping() ? MigrationEndedException.stopped() : lost(segment);
            }
            return true;
        } catch (TransientException e) {
            return giveUp(old, segment, deadline, e);
        } catch (SQLException e) {
            return giveUp(
                    old,
                    segment,
                    deadline,
                    new ConnectionLostException(work.target().name(), e));
        }
    }

    private boolean giveUp(Backend old, Segment segment, Deadline deadline, SlipwayException reason) {
        if (deadline.passed()) {
            throw unknown(old, segment, reason.sentence());
        }
        return false;
    }

    private void awaitEnd(Session session, Backend old, Segment segment, Deadline deadline) throws SQLException {
        while (session.sees(old)) {
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw unknown(old, segment, "the server process still runs");
            }
            work.pulse().rest(POLL);
        }
    }

    private boolean isDone(Session session, Segment segment) throws SQLException {
        if (segment.inPlace()) {
            work.takeSessionTurn(session);
            var done = inPlace.settled(session, segment);
            work.endSessionTurn(session);
            return done;
        }
        work.beginInTurn(session);
        try {
            return ledger.isDone(work.enter(session), segment);
        } finally {
            session.rollback();
        }
    }

    private MigrationEndedException lost(Segment segment) {
        return MigrationEndedException.failed(
                "connection-lost",
                "The connection to target '%s' broke in %s; the ledger says that it did not take effect."
                        .formatted(work.target().name(), where(segment)),
                "Run it again.");
    }

    private MigrationEndedException unknown(Backend old, Segment segment, String reason) {
        return MigrationEndedException.unknown(
                "outcome-unknown",
                "The connection to target '%s' broke in %s, and whether it took effect is not known: %s."
                        .formatted(work.target().name(), where(segment), reason),
                List.of(
                        "Server process %d, started at %s.".formatted(old.pid(), old.startedAt()),
                        "Segment %d of version '%s' of track '%s'."
                                .formatted(segment.position(), file.version(), file.track())));
    }

    private String where(Segment segment) {
        var statements = segment.statements();
        return statements.isEmpty()
                ? "'%s'".formatted(file.path())
                : "statements %d to %d of '%s'"
                        .formatted(
                                statements.getFirst().position(),
                                statements.getLast().position(),
                                file.path());
    }
}
