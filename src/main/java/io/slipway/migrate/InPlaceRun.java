package io.slipway.migrate;

import io.slipway.migrate.Pulse.Deadline;
import io.slipway.migrate.probe.Expectation;
import io.slipway.migrate.probe.Expectation.Verdict;
import io.slipway.migrate.probe.Expectations;
import io.slipway.migrate.script.Segment;
import io.slipway.target.ledger.Backend;
import io.slipway.target.ledger.SegmentEntry;
import io.slipway.target.ledger.SegmentEntry.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs a statement that no transaction may hold: records the intent, runs it, asks the catalogue, records that it is done.
 *
 * <p>Running it twice is harmless: an intent found without an end is settled by the catalogue, or by a person, before anything.
 */
final class InPlaceRun {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Work work;
    private final FileToRun file;
    private final FileLedger ledger;
    private final StatementRun statements;

    InPlaceRun(Work work, FileToRun file, FileLedger ledger, StatementRun statements) {
        this.work = work;
        this.file = file;
        this.ledger = ledger;
        this.statements = statements;
    }

    /** Run the segment unless it was run; tell whether it ran now. */
    boolean run(Session session, Segment segment) throws SQLException {
        work.takeSessionTurn(session);
        if (settled(session, segment)) {
            work.endSessionTurn(session);
            return false;
        }
        work.pulse().checkpoint();
        var expectation = Expectations.of(session.connection(), segment.only().effect());
        ledger.intend(session, segment, expectation);
        send(session, segment);
        if (!expectation.holds(session.connection())) {
            ledger.refuse(session, segment);
            throw effectMissing(segment);
        }
        ledger.fulfil(session, segment);
        work.endSessionTurn(session);
        return true;
    }

    private void send(Session session, Segment segment) throws SQLException {
        try {
            statements.inPlace(session, segment);
        } catch (SQLException e) {
            if (!session.isLostBy(e)) {
                ledger.refuse(session, segment);
            }
            throw e;
        }
    }

    /** Find out whether the segment took effect, mending what an interrupted try left; the session's turn is taken. */
    boolean settled(Session session, Segment segment) throws SQLException {
        var entry = find(session, segment);
        if (entry.isEmpty() || entry.get().state() == State.DONE) {
            return entry.isPresent();
        }
        awaitEnd(session, entry.get().backend());
        if (!mended(session, entry.get())) {
            return false;
        }
        if (!entry.get().sha256().equals(segment.sha256())) {
            throw FileLedger.otherContent(file);
        }
        ledger.fulfil(session, segment);
        return true;
    }

    /** Settle what was begun with another text of the file: what took effect refuses this text, what did not is forgotten. */
    void settleOthers(Session session, List<Segment> segments) throws SQLException {
        work.takeSessionTurn(session);
        for (var entry : begun(session)) {
            if (!FileLedger.isOf(entry, segments)) {
                awaitEnd(session, entry.backend());
                if (mended(session, entry)) {
                    throw FileLedger.otherContent(file);
                }
                ledger.forget(session, entry);
            }
        }
        work.endSessionTurn(session);
    }

    private List<SegmentEntry> begun(Session session) throws SQLException {
        session.begin();
        try {
            return work.enter(session).segments(file.track(), file.version()).stream()
                    .filter(entry -> entry.state() == State.INTENT)
                    .toList();
        } finally {
            session.rollback();
        }
    }

    private Optional<SegmentEntry> find(Session session, Segment segment) throws SQLException {
        session.begin();
        try {
            var access = work.enter(session);
            ledger.isDone(access, segment);
            return ledger.entry(access, segment);
        } finally {
            session.rollback();
        }
    }

    private boolean mended(Session session, SegmentEntry entry) throws SQLException {
        var expectation = Expectation.read(entry.expectation());
        return switch (expectation.verdict(session.connection())) {
            case DONE -> true;
            case ABSENT -> false;
            case LEFTOVER -> {
                statements.repair(session, expectation.repair(session.connection()));
                yield false;
            }
            case HALF_DETACHED -> {
                statements.repair(session, expectation.repair(session.connection()));
                yield expectation.verdict(session.connection()) == Verdict.DONE;
            }
            case UNKNOWN -> {
                if (!entry.refusedByServer()) {
                    throw undecided(entry);
                }
                yield false;
            }
        };
    }

    /** Wait until the server process that ran the segment before is gone: what it does must not come after our look. */
    void awaitEnd(Session session, Backend backend) throws SQLException {
        var deadline = Deadline.in(work.settings().turn());
        while (!backend.equals(session.backend()) && session.sees(backend)) {
            if (deadline.passed()) {
                throw new TargetBusyException(
                        work.target().name(),
                        "server process %d of an earlier attempt still runs".formatted(backend.pid()));
            }
            work.pulse().pause(POLL);
        }
    }

    private MigrationEndedException effectMissing(Segment segment) {
        return MigrationEndedException.failed(
                "effect-missing",
                "Statement %d of '%s' (line %d) succeeded, but the catalogue does not show its effect: the index is invalid or another."
                        .formatted(
                                segment.only().position(),
                                file.path(),
                                segment.only().line()),
                "Drop the index that stands in its place, then run it again.",
                statements.place(),
                null);
    }

    private MigrationEndedException undecided(SegmentEntry entry) {
        return MigrationEndedException.unknown(
                "effect-unknown",
                "Segment %d of '%s' was begun on target '%s', and whether it took effect cannot be looked up."
                        .formatted(entry.position(), file.path(), work.target().name()),
                List.of(
                        "Server process %d, started at %s, ran it and is gone."
                                .formatted(
                                        entry.backend().pid(), entry.backend().startedAt()),
                        "SHA-256 of its text: " + entry.sha256()));
    }
}
