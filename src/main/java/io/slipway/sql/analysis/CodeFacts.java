package io.slipway.sql.analysis;

import io.slipway.sql.Statement.TimeLimit;
import java.util.EnumSet;
import java.util.Set;

/**
 * What is found in code that a statement carries as text: the body of a DO block, a function or a procedure.
 *
 * @param slipwaySchema it names the ledger's schema
 * @param advisoryUnlockAll it names pg_advisory_unlock_all
 * @param role it sets or resets the role
 * @param sessionAuthorization it sets or resets the session's user
 * @param endsTransaction it has a COMMIT or ROLLBACK of its own
 * @param timeLimits the limits of time that it sets
 */
record CodeFacts(
        boolean slipwaySchema,
        boolean advisoryUnlockAll,
        boolean role,
        boolean sessionAuthorization,
        boolean endsTransaction,
        Set<TimeLimit> timeLimits) {

    static final CodeFacts NONE = new CodeFacts(false, false, false, false, false, Set.of());

    CodeFacts {
        timeLimits = Set.copyOf(timeLimits);
    }

    CodeFacts and(CodeFacts other) {
        return new CodeFacts(
                slipwaySchema || other.slipwaySchema,
                advisoryUnlockAll || other.advisoryUnlockAll,
                role || other.role,
                sessionAuthorization || other.sessionAuthorization,
                endsTransaction || other.endsTransaction,
                both(timeLimits, other.timeLimits));
    }

    private static Set<TimeLimit> both(Set<TimeLimit> one, Set<TimeLimit> other) {
        Set<TimeLimit> all = EnumSet.noneOf(TimeLimit.class);
        all.addAll(one);
        all.addAll(other);
        return all;
    }
}
