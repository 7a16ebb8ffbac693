package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.sql.SqlNotParsedException.Reason;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LargeScriptTest {

    private static final SqlParser PARSER = new SqlParser();

    /** Each has semicolons in places where none ends it, and is long enough to lie across the places where a script would be cut. */
    private static final List<String> AWKWARD = List.of(
            "CREATE FUNCTION f%d() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT %s; SELECT 2; END",
            "CREATE FUNCTION g%d() RETURNS void LANGUAGE plpgsql AS $b$ BEGIN PERFORM %s; RETURN; END $b$",
            "INSERT INTO t VALUES (%d, E'it\\'s; %s', 'a;''b', $x$;$x$, \";\")",
            "CREATE RULE r%d AS ON INSERT TO t DO ALSO (SELECT %s; SELECT 2)",
            "DO $$ BEGIN /* ; /* ; */ ; */ RAISE NOTICE ';%d'; PERFORM %s; END $$",
            "-- ; it's\n/* ; /* nested; */ ; */ UPDATE t SET a = %d WHERE b = '%s;'");

    @AfterAll
    static void close() {
        PARSER.close();
    }

    private static String script(int statements, int filler) {
        return IntStream.range(0, statements)
                .mapToObj(i -> AWKWARD.get(i % AWKWARD.size()).formatted(i, "1".repeat(filler)))
                .collect(Collectors.joining(";\n\n", "\uFEFF", ";\n-- the end ä"));
    }

    @Test
    void readsALargeScriptAsItWouldASmallOne() {
        var sql = script(240, 6_000);

        var whole = PARSER.parse(sql).statements();
        var parts = PARSER.read(sql, (script, statement) -> statement, () -> {});

        assertThat(sql.length()).isBetween(1 << 20, SqlParser.MAXIMUM_BYTES);
        assertThat(parts).hasSameSizeAs(whole).hasSize(240);
        for (int i = 0; i < parts.size(); i++) {
            assertThat(parts.get(i))
                    .usingRecursiveComparison()
                    .ignoringFields("tree")
                    .isEqualTo(whole.get(i));
            assertThat(sql.substring(parts.get(i).start(), parts.get(i).end()))
                    .isEqualTo(parts.get(i).text());
        }
    }

    @Test
    void tellsTheLineOfAnErrorFarBehindInTheWholeScript() {
        var sql = script(240, 12_000) + "\nSELECT 1 FROM FROM t;\n" + "SELECT 2;\n".repeat(100_000);
        long line = sql.substring(0, sql.indexOf("FROM FROM"))
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;

        assertThatThrownBy(() -> PARSER.read(sql, (script, statement) -> statement.line(), () -> {}))
                .isInstanceOfSatisfying(
                        SqlSyntaxException.class,
                        refused -> assertThat(refused.line()).isEqualTo((int) line));
    }

    @Test
    void aSingleStatementMayHaveTwoMegabytesAndNotOneByteMore() {
        var head = "INSERT INTO t VALUES ('";
        var tail = "');";
        var largest = head + "x".repeat(SqlParser.MAXIMUM_BYTES - head.length() - tail.length()) + tail;

        assertThat(PARSER.read(largest, (script, statement) -> statement.kind(), () -> {}))
                .containsExactly(StatementKind.INSERT);
        assertThat(PARSER.read(
                        "SELECT 1;" + largest + "SELECT 2;" + largest,
                        (script, statement) -> statement.line(),
                        () -> {}))
                .hasSize(4);
        assertThatThrownBy(
                        () -> PARSER.read(largest.replace("t V", "tt V"), (script, statement) -> statement, () -> {}))
                .isInstanceOfSatisfying(
                        SqlNotParsedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.STATEMENT_TOO_LARGE));
        assertThatThrownBy(() -> PARSER.parse("SELECT 1;" + largest))
                .isInstanceOfSatisfying(
                        SqlNotParsedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.TOO_LARGE));
    }

    @Test
    void aQuoteThatIsNeverClosedEndsInASentence() {
        var sql = script(120, 6_000) + "\nSELECT 'open;\n" + "SELECT 2;\n".repeat(300_000);

        assertThatThrownBy(() -> PARSER.read(sql, (script, statement) -> statement, () -> {}))
                .isInstanceOf(SqlNotParsedException.class);
    }

    @Test
    void keepsBackupsWithTheirStatementAcrossCuts() {
        var one = "-- slipway: backup\nDELETE FROM t WHERE a = '" + "x".repeat(50_000) + "';\n";
        var sql = (one + "DELETE FROM u;\n").repeat(30);

        assertThat(PARSER.read(sql, Script::asksForBackup, () -> {}))
                .hasSize(60)
                .containsExactlyElementsOf(
                        IntStream.range(0, 60).mapToObj(i -> i % 2 == 0).toList());
    }
}
