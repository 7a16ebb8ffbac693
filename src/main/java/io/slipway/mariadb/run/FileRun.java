package io.slipway.mariadb.run;

import io.slipway.failure.SlipwayException;
import io.slipway.failure.TransientException;
import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.ServerUnavailableException;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.Pulse.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one file to its end on a connection of its own; a broken connection is asked after, never guessed. */
final class FileRun {

    private static final Duration POLL = Duration.ofMillis(250);

    private final Run run;
    private final MariaDbScript script;
    private final List<String> sha256s;
    private final StatementRun statements;
    private final RowsRun rows;
    private final DefinitionsRun definitions;
    private final Failures failures;
    private int at;
    private int position;
    private boolean settled;
    private boolean ranNow;
    private @Nullable Deadline recovery;

    FileRun(Run run, FileToRun file, MariaDbScript script) {
        this.run = run;
        this.script = script;
        this.sha256s = Hashes.of(script);
        var record = new FileRecord(run, file);
        this.statements = new StatementRun(run, file, script.statements().size());
        this.rows = new RowsRun(run, record, statements);
        this.definitions = new DefinitionsRun(run, file, record, statements);
        this.failures = new Failures(run, file);
    }

    /** Run what has not run; tell whether this very call completed the file. */
    boolean run() {
        while (true) {
            var session = recovery == null ? opened() : reopened(recovery);
            try {
                session.dress(run);
                if (recovery != null && isSettled(session)) {
                    return true;
                }
                recovery = null;
                go(session);
                return ranNow;
            } catch (SQLException e) {
                if (!session.isLostBy(e)) {
                    throw failures.of(e, statements.current());
                }
                recovery = recovery == null ? Deadline.in(run.settings().recovery()) : recovery;
            } finally {
                session.close();
            }
        }
    }

    private Session opened() {
        try {
            return new Entrance(run).open();
        } catch (SQLException e) {
            throw new ServerUnavailableException(
                    "ledger-unavailable",
                    "The ledger of target '%s' cannot be used: %s."
                            .formatted(run.target().name(), Answers.words(e)),
                    e);
        }
    }

    /** What the broken connection did is over once another one was let in. */
    private Session reopened(Deadline deadline) {
        while (true) {
            SlipwayException reason;
            try {
                return opened();
            } catch (TransientException e) {
                reason = e;
            }
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw failures.unreachable(statements.current(), reason.sentence());
            }
            run.pulse().rest(POLL);
        }
    }

    /** Find out what became of what was sent last; tell whether the file is at its end. */
    private boolean isSettled(Session session) throws SQLException {
        if (!script.definesObjects()) {
            if (!rows.isApplied(session)) {
                throw failures.lost(statements.current());
            }
            return true;
        }
        for (var statement : script.statements().subList(0, at)) {
            if (statement.nature() == Nature.SESSION) {
                statements.send(session, statement);
            }
        }
        var statement = script.statements().get(at);
        if (!statement.nature().commits()) {
            throw failures.lost(statement);
        }
        definitions.afterLoss(session, statement, position + 1, isLast());
        next();
        ranNow = true;
        return at == script.statements().size();
    }

    private void go(Session session) throws SQLException {
        if (!settled) {
            definitions.settleOthers(session, sha256s);
            settled = true;
        }
        if (!script.definesObjects()) {
            ranNow = rows.run(session, script.statements(), sha256s.getFirst());
            return;
        }
        while (at < script.statements().size()) {
            define(session, script.statements().get(at));
        }
    }

    private void define(Session session, MariaDbStatement statement) throws SQLException {
        if (statement.nature() == Nature.SESSION) {
            statements.send(session, statement);
            at++;
            return;
        }
        ranNow = definitions.run(session, statement, position + 1, isLast());
        next();
    }

    private boolean isLast() {
        return position + 1 == sha256s.size();
    }

    private void next() {
        at++;
        position++;
    }
}
