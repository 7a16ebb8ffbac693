package io.slipway.mariadb.run;

import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.ledger.Segment;
import io.slipway.mariadb.run.Probe.Verdict;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.Definitions;
import io.slipway.migrate.FileLedger;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.Pulse.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * Runs a file of statements that commit by themselves: for each records the intent, runs it, records that it is done.
 *
 * <p>Running it twice is harmless: an intent found without an end is settled by the definitions, or by a person, before anything.
 */
final class DefinitionsRun {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Run run;
    private final FileToRun file;
    private final FileRecord record;
    private final StatementRun statements;
    private final Failures failures;

    DefinitionsRun(Run run, FileToRun file, FileRecord record, StatementRun statements) {
        this.run = run;
        this.file = file;
        this.record = record;
        this.statements = statements;
        this.failures = new Failures(run, file);
    }

    /** Settle what was begun with another text of the file: what took effect refuses this text, what did not is forgotten. */
    void settleOthers(Session session, List<String> sha256s) throws SQLException {
        for (var segment : run.inLedger(session, rows -> rows.segments(file.track(), file.version()))) {
            if (!segment.done() && !isOf(segment, sha256s)) {
                if (settled(session, segment)) {
                    throw FileLedger.otherContent(file);
                }
                run.<Boolean>inLedger(session, rows -> forgotten(rows, segment.position()));
            }
        }
    }

    static boolean isOf(Segment segment, List<String> sha256s) {
        return segment.position() <= sha256s.size()
                && sha256s.get(segment.position() - 1).equals(segment.sha256());
    }

    /** Run a statement unless it was run; tell whether it ran now, or was found to have run. */
    boolean run(Session session, MariaDbStatement statement, int position, boolean last) throws SQLException {
        var found = run.inLedger(session, rows -> record.segment(rows, position));
        if (found.isPresent() && found.get().done()) {
            return false;
        }
        if (found.isPresent()) {
            if (settled(session, found.get())) {
                run.<Boolean>inLedger(session, rows -> fulfilled(rows, position, last));
                return true;
            }
            run.<Boolean>inLedger(session, rows -> forgotten(rows, position));
        }
        var budget = Deadline.in(run.settings().lockBudget());
        while (!once(session, statement, position, budget)) {
            run.pulse().pause(PAUSE);
        }
        run.<Boolean>inLedger(session, rows -> fulfilled(rows, position, last));
        return true;
    }

    /** Write the intent and run the statement; tell whether it ran, or its lock could not be had and there is time to try again. */
    private boolean once(Session session, MariaDbStatement statement, int position, Deadline budget)
            throws SQLException {
        run.pulse().checkpoint();
        var before = Definitions.of(session.connection(), statement.subjects());
        var expectation = Expectation.of(statement, before);
        run.<Boolean>inLedger(session, rows -> {
            record.begin(rows, position, Hashes.of(statement), false, expectation.line());
            return true;
        });
        try {
            statements.send(session, statement);
            return true;
        } catch (SQLException e) {
            if (session.isLostBy(e)) {
                throw e;
            }
            if (tookEffect(session, statement, position, expectation)) {
                return true;
            }
            run.<Boolean>inLedger(session, rows -> forgotten(rows, position));
            if (!Answers.isPassing(e) || budget.passed()) {
                throw e;
            }
            return false;
        }
    }

    /** A server that answers with an error may have got behind the statement's own commit. */
    private boolean tookEffect(Session session, MariaDbStatement statement, int position, Expectation expectation)
            throws SQLException {
        if (statement.nature() != Nature.DEFINITION) {
            return false;
        }
        var probe = new Probe(session, expectation);
        var verdict = probe.verdict();
        if (verdict == Verdict.UNKNOWN && !expectation.definitions().isHidden()) {
            throw failures.undecided(position, expectation, probe.facts());
        }
        return verdict == Verdict.DONE;
    }

    private boolean settled(Session session, Segment segment) throws SQLException {
        var expectation = Expectation.read(Objects.requireNonNull(segment.expectation()));
        var probe = new Probe(session, expectation);
        return switch (probe.verdict()) {
            case DONE -> true;
            case NOT_RUN -> false;
            case UNKNOWN -> throw failures.undecided(segment.position(), expectation, facts(segment, probe));
        };
    }

    private static List<String> facts(Segment segment, Probe probe) {
        var facts = new java.util.ArrayList<>(List.of(
                "Connection %d of attempt %d ran it and is gone.".formatted(segment.connectionId(), segment.epoch())));
        facts.addAll(probe.facts());
        return facts;
    }

    /** Find out after a lost connection what became of a statement; end the attempt if it did not take effect. */
    void afterLoss(Session session, MariaDbStatement statement, int position, boolean last) throws SQLException {
        var found = run.inLedger(session, rows -> record.segment(rows, position));
        if (found.isPresent() && found.get().done()) {
            return;
        }
        if (found.isEmpty() || !settled(session, found.get())) {
            run.<Boolean>inLedger(session, rows -> forgotten(rows, position));
            throw failures.lost(statement);
        }
        run.<Boolean>inLedger(session, rows -> fulfilled(rows, position, last));
    }

    private boolean forgotten(LedgerRows rows, int position) throws SQLException {
        record.forget(rows, position);
        return true;
    }

    private boolean fulfilled(LedgerRows rows, int position, boolean last) throws SQLException {
        record.fulfil(rows, position, last);
        return true;
    }
}
