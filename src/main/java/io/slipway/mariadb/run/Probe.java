package io.slipway.mariadb.run;

import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.server.Definitions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds out whether a statement that commits by itself ran, by the definitions of what it is about; nothing of it runs any more. */
final class Probe {

    private final Session session;
    private final Expectation expectation;
    private final List<String> facts = new ArrayList<>();

    Probe(Session session, Expectation expectation) {
        this.session = session;
        this.expectation = expectation;
    }

    /** What became of a statement. */
    enum Verdict {
        DONE,
        NOT_RUN,
        /** Nobody but a person can tell. */
        UNKNOWN
    }

    Verdict verdict() throws SQLException {
        if (expectation.nature() == Nature.REPEATABLE) {
            return Verdict.NOT_RUN;
        }
        var before = expectation.definitions();
        var now = Definitions.of(session.connection(), before.subjects());
        if (now.equals(before)) {
            if (expectation.nature() != Nature.BLIND_DEFINITION && !before.isHidden()) {
                return Verdict.NOT_RUN;
            }
            facts.add("The definitions are those from before, and the statement may leave them so.");
            return Verdict.UNKNOWN;
        }
        var expected = new Replay(session, expectation).definitions();
        if (expected.definitions().filter(now::equals).isPresent()) {
            return Verdict.DONE;
        }
        facts.add("The definitions are not those from before.");
        facts.add(expected.reason());
        return Verdict.UNKNOWN;
    }

    /** Return what was seen, in sentences for a person. */
    List<String> facts() {
        return List.copyOf(facts);
    }
}
