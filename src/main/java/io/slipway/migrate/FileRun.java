package io.slipway.migrate;

import io.slipway.migrate.script.Segment;
import io.slipway.target.Rows;
import java.sql.SQLException;
import java.util.List;

/** Takes one file through its segments in their order, on a session of its own; a broken session is asked after, never guessed. */
final class FileRun {

    private final Work work;
    private final List<Segment> segments;
    private final boolean begun;
    private final StatementRun statements;
    private final TransactionalRun transactional;
    private final InPlaceRun inPlace;
    private final Recovery recovery;
    private final Failures failures;

    /** A file that was begun may have left something behind with another text. */
    FileRun(Work work, FileToRun file, List<Segment> segments, boolean begun) {
        this.work = work;
        this.segments = segments;
        this.begun = begun;
        var ledger = new FileLedger(work, file);
        this.statements = new StatementRun(work, file, segments);
        this.transactional = new TransactionalRun(work, ledger, statements);
        this.inPlace = new InPlaceRun(work, file, ledger, statements);
        this.recovery = new Recovery(work, file, ledger, inPlace);
        this.failures = new Failures(work, file);
    }

    /** Run what has not run; tell whether this very call completed the file. */
    boolean run() {
        var at = 0;
        var ranNow = false;
        while (at < segments.size()) {
            var session = Session.open(work);
            try {
                session.dress(work);
                if (begun && at == 0) {
                    inPlace.settleOthers(session, segments);
                }
                replaySettings(session, segments.subList(0, at));
                for (; at < segments.size(); at++) {
                    ranNow = run(session, segments.get(at));
                }
            } catch (SQLException e) {
                if (!session.isLostBy(e)) {
                    throw failures.of(e, statements.place());
                }
                recovery.afterLoss(session, segments.get(at));
                ranNow = true;
                at++;
            } finally {
                session.close();
            }
        }
        return ranNow;
    }

    private boolean run(Session session, Segment segment) throws SQLException {
        var ran = segment.inPlace() ? inPlace.run(session, segment) : transactional.run(session, segment);
        if (!ran) {
            replaySettings(session, List.of(segment));
        }
        return ran;
    }

    /** Give a session the settings that segments made which ran in another: a file expects its SET to last. */
    private static void replaySettings(Session session, List<Segment> done) throws SQLException {
        for (var segment : done) {
            for (var statement : segment.statements()) {
                if (statement.setsSession()) {
                    Rows.run(session.connection(), statement.text());
                }
            }
        }
    }
}
