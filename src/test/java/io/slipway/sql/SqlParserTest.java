package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserTest {

    private static List<String> texts(String sql) {
        return Parsing.script(sql).statements().stream().map(Statement::text).toList();
    }

    private static SqlSyntaxException syntaxError(String sql) {
        try {
            Parsing.script(sql);
        } catch (SqlSyntaxException e) {
            return e;
        }
        throw new AssertionError("parsed: " + sql);
    }

    @Test
    void separatesStatementsExactlyAsWritten() {
        String sql = """
                -- what this is for
                CREATE TABLE orders (id int); /* then */ CREATE INDEX CONCURRENTLY i
                    ON orders (id) ;;
                ;SELECT ';' -- the end
                """;
        assertThat(texts(sql))
                .containsExactly(
                        "CREATE TABLE orders (id int)",
                        "CREATE INDEX CONCURRENTLY i\n    ON orders (id)",
                        "SELECT ';'");
        assertThat(Parsing.script(sql).statements()).extracting(Statement::line).containsExactly(2, 2, 4);
        assertThat(Parsing.script(sql).statements())
                .extracting(Statement::position)
                .containsExactly(0, 1, 2);
    }

    @Test
    void countsPlacesInCharactersOfTheString() {
        String sql = "-- naïve 😀\nCREATE TABLE \"tàble😀\" (\"名前\" text);\nSELECT '😀é' AS \"é\";\nSELECT 1";
        Script script = Parsing.script(sql);
        assertThat(script.statements())
                .allSatisfy(statement -> assertThat(sql.substring(statement.start(), statement.end()))
                        .isEqualTo(statement.text()));
        assertThat(script.statements())
                .extracting(Statement::text)
                .containsExactly("CREATE TABLE \"tàble😀\" (\"名前\" text)", "SELECT '😀é' AS \"é\"", "SELECT 1");
        assertThat(script.statements()).extracting(Statement::line).containsExactly(2, 3, 4);
        assertThat(script.statements().getFirst().references().getFirst().name())
                .isEqualTo("tàble😀");
    }

    @Test
    void keepsWhatIsQuoted() {
        String function = """
                CREATE FUNCTION app.f(a int) RETURNS text LANGUAGE plpgsql AS $body$
                BEGIN
                    IF a > 0 THEN EXECUTE 'DROP TABLE x;'; END IF; -- ; inside
                    RETURN $q$a;b$q$;
                END $body$""";
        String block = "DO $$ BEGIN PERFORM 1; RAISE NOTICE 'x; y'; END $$";
        String comment = "/* a /* nested ; */ comment; */ SELECT E'it\\'s;' || U&'d\\0061t' || \"a;b\" FROM t";
        assertThat(texts(function + ";" + block + ";\n" + comment))
                .containsExactly(function, block, comment.substring(comment.indexOf("SELECT")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT '--' || '*/'",
                "SELECT E'it\\'s --' || E'a''\\'--'",
                "SELECT '\\' || '--'",
                "SELECT \"a\"\"--\", 1e5, e'--'",
                "DO $$ -- $x$ $$",
                "DO $b$ /* $$ $b$",
                "SELECT a$1$ /* c */ + $1 -- d\n- -1 FROM t",
                "SELECT 'a'\n 'c--'",
                "SELECT E'a'\n 'b\\'--'",
                "SELECT U&'--' /* ' */ || é$x"
            })
    void leavesOutWhatFollowsTheLastToken(String statement) {
        assertThat(texts(statement + " /* a /* ' */ */ -- $$\n; SELECT 2 -- '")).containsExactly(statement, "SELECT 2");
        assertThat(texts(statement + "-- x")).containsExactly(statement);
        assertThat(Parsing.script("SELECT 1 /* a */; -- b").comments())
                .extracting(Comment::text)
                .containsExactly("a", "b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "-- nothing", "/* a /* b */ c */", ";;;", " ; -- x\n ; "})
    void findsNoStatementWhereThereIsNone(String sql) {
        assertThat(Parsing.script(sql).statements()).isEmpty();
    }

    @Test
    void stripsByteOrderMark() {
        String sql = "\uFEFF-- é\nSELECT 1; SELECT 2";
        Statement first = Parsing.script(sql).statements().getFirst();
        assertThat(first.text()).isEqualTo("SELECT 1");
        assertThat(sql.substring(first.start(), first.end())).isEqualTo("SELECT 1");
        assertThat(Parsing.statement("\uFEFFSELECT 1").start()).isEqualTo(1);
        assertThat(syntaxError("\uFEFFSELEC 1").offset()).isEqualTo(1);
    }

    @Test
    void offersCommentsBetweenStatements() {
        Script script = Parsing.script(
                "-- slipway: baseline\n/* two\n lines */\nSELECT 1 /* inside */ + 1; -- after\r\nSELECT 2; --");
        assertThat(script.header()).extracting(Comment::text).containsExactly("slipway: baseline", "two\n lines");
        assertThat(script.comments()).extracting(Comment::text).last().isEqualTo("");
        assertThat(script.comments()).extracting(Comment::line).containsExactly(1, 2, 4, 5);
    }

    @Test
    void tellsWhereTheErrorIs() {
        SqlSyntaxException error = syntaxError("SELECT 1;\nALTER TABLE t ADD COLUMN é text DEFAULT '😀ü' FOO");
        assertThat(error.postgresMessage()).isEqualTo("syntax error at or near \"FOO\"");
        assertThat(error).hasMessage("Line 2, column 47: syntax error at or near \"FOO\".");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(47);
        assertThat(error.offset()).isEqualTo(56);
        assertThat(error.code()).isEqualTo("sql-syntax");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            CREATE TABEL x (id int)                  | syntax error at or near "TABEL"
            SELECT 'unterminated                     | unterminated quoted string at or near "'unterminated"
            CREATE FUNCTION f() AS $$ BEGIN          | unterminated dollar-quoted string at or near "$$ BEGIN"
            /* open                                  | unterminated /* comment at or near "/* open"
            SELECT (1                                | syntax error at end of input
            SELECT ""                                | zero-length delimited identifier at or near \"\"\"\"
            CREATE TABLE t (a int BANANA)            | syntax error at or near "BANANA"
            DROP TABLE t CASCAD                      | syntax error at or near "CASCAD"
            """)
    void refusesWhatPostgresRefusesAndGoesOn(String sql, String message) {
        assertThat(syntaxError(sql).postgresMessage()).isEqualTo(message);
        assertThat(texts("SELECT 1")).containsExactly("SELECT 1");
    }

    @Test
    void refusesTheWholeScriptForOneError() {
        assertThat(syntaxError("SELECT 1;\nSELEC 2;\nSELECT 3").line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\restrict abc", "SELECT 1;\n\\d foo", "\\copy t FROM 'x'", "SELECT 1 \\gset"})
    void namesCommandsOfPsql(String sql) {
        String command = sql.substring(sql.indexOf('\\')).split(" ")[0];
        assertThat(syntaxError(sql).help())
                .isEqualTo("Remove '" + command + "': it is a command of psql, which PostgreSQL does not know.");
    }

    @Test
    void refusesDataBehindCopy() {
        assertThat(syntaxError("COPY t FROM stdin;\n1\tone\n\\.\n").line()).isEqualTo(2);
    }

    @Test
    void refusesWhatCannotReachPostgresWhole() {
        assertThatExceptionOfType(SqlNotParsedException.class)
                .isThrownBy(() -> Parsing.script("SELECT 1;\0DROP TABLE t"))
                .returns("sql-contains-nul", SqlNotParsedException::code);
        assertThatExceptionOfType(SqlNotParsedException.class)
                .isThrownBy(() -> Parsing.script("SELECT '\uD83D'"))
                .returns("sql-invalid-character", SqlNotParsedException::code);
        assertThatExceptionOfType(SqlNotParsedException.class)
                .isThrownBy(() -> Parsing.script("-- é".repeat(SqlParser.MAXIMUM_BYTES / 5 + 1)))
                .returns("sql-too-large", SqlNotParsedException::code)
                .withMessage("The script is larger than 2 MB.");
    }
}
