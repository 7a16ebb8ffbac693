package io.slipway.migrate.probe;

import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the catalogue must show once a statement has taken effect, in terms that survive the session; kept in the ledger. */
public sealed interface Expectation {

    /** What the catalogue says of a statement that may or may not have run. */
    enum Verdict {
        /** It took effect. */
        DONE,
        /** It did not begin, or left nothing. */
        ABSENT,
        /** It left an invalid index, which was not there before it. */
        LEFTOVER,
        /** It left a detachment that must be finalized. */
        HALF_DETACHED,
        /** The catalogue has no answer. */
        UNKNOWN
    }

    /** Return what the catalogue says of a statement that nobody saw succeed; to redo one that is ABSENT does no harm. */
    Verdict verdict(Connection connection) throws SQLException;

    /** Tell whether the catalogue agrees with a server that reported success. */
    default boolean holds(Connection connection) throws SQLException {
        return verdict(connection) == Verdict.DONE;
    }

    /** Return the line that the ledger keeps. */
    String line();

    /** Return SQL that takes away what an interrupted statement left, or ends what it began; nothing if there is none. */
    default @Nullable String repair(Connection connection) throws SQLException {
        return null;
    }

    /** A new index of that name on that table; the indexes of that name from before are not ours. */
    record NewIndex(long table, long namespace, boolean unique, List<Long> before, String index)
            implements Expectation {

        @Override
        public Verdict verdict(Connection connection) throws SQLException {
            return find(connection).map(this::judge).orElse(Verdict.ABSENT);
        }

        @Override
        public boolean holds(Connection connection) throws SQLException {
            return find(connection)
                    .filter(found -> found.valid() && isExpected(found))
                    .isPresent();
        }

        private Optional<Found> find(Connection connection) throws SQLException {
            return Rows.first(
                    connection,
                    """
                            SELECT i.indexrelid::pg_catalog.int8, i.indisvalid AND i.indisready AND i.indislive,
                                   i.indrelid::pg_catalog.int8, i.indisunique
                            FROM pg_catalog.pg_class c
                            JOIN pg_catalog.pg_index i ON i.indexrelid OPERATOR(pg_catalog.=) c.oid
                            WHERE c.relnamespace OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                              AND c.relname OPERATOR(pg_catalog.=) ?::pg_catalog.name
                            """,
                    row -> new Found(row.getLong(1), row.getBoolean(2), row.getLong(3), row.getBoolean(4)),
                    namespace,
                    index);
        }

        private Verdict judge(Found found) {
            if (before.contains(found.oid())) {
                return Verdict.ABSENT;
            }
            if (!isExpected(found)) {
                return Verdict.UNKNOWN;
            }
            return found.valid() ? Verdict.DONE : Verdict.LEFTOVER;
        }

        private boolean isExpected(Found found) {
            return found.table() == table && found.unique() == unique;
        }

        private record Found(long oid, boolean valid, long table, boolean unique) {}

        @Override
        public String repair(Connection connection) throws SQLException {
            return Rows.first(connection, """
                            SELECT pg_catalog.format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, ?::pg_catalog.text)
                            FROM pg_catalog.pg_namespace n
                            WHERE n.oid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                            """, row -> row.getString(1), index, namespace)
                    .orElseThrow();
        }

        @Override
        public String line() {
            return "index %d %d %s %s %s".formatted(table, namespace, unique, joined(before), index);
        }
    }

    /** Indexes that were there and shall be no more. */
    record NoIndexes(List<Long> indexes) implements Expectation {

        @Override
        public Verdict verdict(Connection connection) throws SQLException {
            return indexes.isEmpty() || !holds(connection) ? Verdict.ABSENT : Verdict.DONE;
        }

        @Override
        public boolean holds(Connection connection) throws SQLException {
            for (var index : indexes) {
                if (Rows.flag(connection, """
                        SELECT EXISTS (
                            SELECT FROM pg_catalog.pg_class
                            WHERE oid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid)
                        """, index)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String line() {
            return "no-indexes " + joined(indexes);
        }
    }

    /** A partition that no longer belongs to its parent. */
    record Detached(long parent, long partition) implements Expectation {

        @Override
        public Verdict verdict(Connection connection) throws SQLException {
            return Rows.first(
                            connection,
                            // the column is not there before version 14, and neither is DETACH ... CONCURRENTLY
                            """
                            SELECT pg_catalog.to_jsonb(i) OPERATOR(pg_catalog.->>) 'inhdetachpending'
                            FROM pg_catalog.pg_inherits i
                            WHERE inhparent OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                              AND inhrelid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                            """,
                            row -> "true".equals(row.getString(1)) ? Verdict.HALF_DETACHED : Verdict.ABSENT,
                            parent,
                            partition)
                    .orElse(Verdict.DONE);
        }

        @Override
        public String repair(Connection connection) throws SQLException {
            return Rows.first(connection, """
                            SELECT pg_catalog.format(
                                'ALTER TABLE %I.%I DETACH PARTITION %I.%I FINALIZE',
                                pn.nspname, p.relname, cn.nspname, c.relname)
                            FROM pg_catalog.pg_class p
                            JOIN pg_catalog.pg_namespace pn ON pn.oid OPERATOR(pg_catalog.=) p.relnamespace,
                                 pg_catalog.pg_class c
                            JOIN pg_catalog.pg_namespace cn ON cn.oid OPERATOR(pg_catalog.=) c.relnamespace
                            WHERE p.oid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                              AND c.oid OPERATOR(pg_catalog.=) ?::pg_catalog.int8::pg_catalog.oid
                            """, row -> row.getString(1), parent, partition)
                    .orElseThrow();
        }

        @Override
        public String line() {
            return "detached " + parent + " " + partition;
        }
    }

    /** Nothing that could be looked up. */
    record Unverifiable() implements Expectation {

        @Override
        public Verdict verdict(Connection connection) {
            return Verdict.UNKNOWN;
        }

        @Override
        public boolean holds(Connection connection) {
            return true;
        }

        @Override
        public String line() {
            return "unverifiable";
        }
    }

    /** Return what a line of the ledger stands for. */
    static Expectation read(@Nullable String line) {
        var words = line == null ? new String[] {"unverifiable"} : line.split(" ", 6);
        return switch (words[0]) {
            case "index" ->
                new NewIndex(
                        Long.parseLong(words[1]),
                        Long.parseLong(words[2]),
                        Boolean.parseBoolean(words[3]),
                        numbers(words[4]),
                        words[5]);
            case "no-indexes" -> new NoIndexes(numbers(words[1]));
            case "detached" -> new Detached(Long.parseLong(words[1]), Long.parseLong(words[2]));
            default -> new Unverifiable();
        };
    }

    private static String joined(List<Long> numbers) {
        return numbers.isEmpty() ? "-" : numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static List<Long> numbers(String joined) {
        return joined.equals("-")
                ? List.of()
                : Arrays.stream(joined.split(",")).map(Long::valueOf).toList();
    }
}
