package io.slipway.sql;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One statement of a script: where it stands, and what it does according to its parse tree.
 *
 * @param position in the script, from 0
 * @param start of its text in the script, in characters from 0
 * @param end behind its text, without the semicolon
 * @param line where it starts, from 1
 * @param text exactly as written, without the blanks and comments around it and the semicolon behind it
 * @param kind what it is
 * @param transactionality how it gets on with transactions
 * @param lockWait how long it may rightly wait for locks
 * @param references the objects that it names, in order and without duplicates
 * @param destructions what it may take away for good
 * @param forbidden what it does that no migration may
 * @param notSimulated why it is not run on a scratch server; empty for nearly all
 * @param timeLimits the limits of time that it sets for what follows it, also in code that it runs
 * @param details what the executor must know to find out later whether it took effect
 * @param tree PostgreSQL's parse tree, for whoever must know more
 */
public record Statement(
        int position,
        int start,
        int end,
        int line,
        String text,
        StatementKind kind,
        Transactionality transactionality,
        LockWait lockWait,
        List<ObjectReference> references,
        List<Destruction> destructions,
        Set<ForbiddenUse> forbidden,
        Set<NotSimulated> notSimulated,
        Set<TimeLimit> timeLimits,
        List<StatementDetail> details,
        Node tree) {

    /** A setting that limits how long statements may take or wait. */
    public enum TimeLimit {
        /** How long a statement waits for a lock. */
        LOCK_TIMEOUT,
        /** How long a statement runs. */
        STATEMENT_TIMEOUT;

        /** Return the limit that a setting's name means, in whatever case. */
        public static Optional<TimeLimit> named(String setting) {
            return Stream.of(values())
                    .filter(limit -> limit.name().equals(setting.toUpperCase(Locale.ROOT)))
                    .findFirst();
        }
    }

    public Statement {
        references = List.copyOf(references);
        destructions = List.copyOf(destructions);
        forbidden = Set.copyOf(forbidden);
        notSimulated = Set.copyOf(notSimulated);
        timeLimits = Set.copyOf(timeLimits);
        details = List.copyOf(details);
    }

    /** Return the statement of a part of a script with the place that it has in the whole. */
    Statement movedTo(Origin origin) {
        return new Statement(
                position + origin.statements(),
                start + origin.offset(),
                end + origin.offset(),
                line + origin.lines(),
                text,
                kind,
                transactionality,
                lockWait,
                references,
                destructions,
                forbidden,
                notSimulated,
                timeLimits,
                details,
                tree);
    }

    /** Tell whether it names the schema of Slipway's ledger, also in code that it carries. */
    public boolean usesSlipwaySchema() {
        return forbidden.contains(ForbiddenUse.SLIPWAY_SCHEMA);
    }

    public boolean isDestructive() {
        return !destructions.isEmpty();
    }

    /** Return the objects that the statement uses in the given way. */
    public List<ObjectReference> references(ObjectReference.Use use) {
        return references.stream().filter(reference -> reference.use() == use).toList();
    }

    /** Return the first detail of the given kind. */
    public <T extends StatementDetail> Optional<T> detail(Class<T> kind) {
        return details.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
