package io.slipway.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.sql.SqlNotParsedException.Reason;
import io.slipway.sql.parser.ParserPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParserLimitsTest {

    private static void parsesAgain(SqlParser parser) {
        for (int i = 0; i < 8; i++) {
            assertThat(parser.parse("SELECT 1; SELECT 2").statements()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" + 1", " UNION SELECT 1", " AND true"})
    void readsLongChains(String link) {
        Statement statement = Parsing.statement("SELECT 1" + link.repeat(20_000));
        assertThat(statement.kind()).isEqualTo(StatementKind.SELECT);
        assertThat(statement.tree().toString()).startsWith("SelectStmt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT ", "(", "CASE WHEN true THEN "})
    void refusesDeepNestingAndGoesOn(String opening) {
        assertThatExceptionOfType(SqlNotParsedException.class)
                .isThrownBy(() -> Parsing.script("SELECT " + opening.repeat(50_000) + "true"))
                .returns(Reason.NESTED_TOO_DEEPLY, SqlNotParsedException::reason)
                .returns("sql-nested-too-deeply", SqlNotParsedException::code);
        parsesAgain(Parsing.PARSER);
    }

    @Test
    void survivesOverflowOfItsStack() {
        try (SqlParser shallow = new SqlParser(new ParserPool(SqlParser.TIMEOUT, 1 << 20))) {
            assertThatExceptionOfType(SqlNotParsedException.class)
                    .isThrownBy(() -> shallow.parse("SELECT 1" + " + 1".repeat(10_000)))
                    .returns(Reason.NESTED_TOO_DEEPLY, SqlNotParsedException::reason);
            parsesAgain(shallow);
        }
    }

    @Test
    void givesUpInTimeAndGoesOn() {
        String large = "INSERT INTO t VALUES (1, 'two', now());\n".repeat(40_000);
        try (SqlParser impatient = new SqlParser(new ParserPool(Duration.ofMillis(300)))) {
            assertThatExceptionOfType(SqlNotParsedException.class)
                    .isThrownBy(() -> impatient.parse(large))
                    .returns(Reason.TIMED_OUT, SqlNotParsedException::reason);
            assertThatExceptionOfType(SqlNotParsedException.class).isThrownBy(() -> impatient.parse(large));
        }
        parsesAgain(Parsing.PARSER);
    }

    @Test
    void reportsInterruptionOfTheCaller() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(SqlNotParsedException.class)
                .isThrownBy(() -> Parsing.script("SELECT 1"))
                .returns(Reason.INTERRUPTED, SqlNotParsedException::reason);
        assertThat(Thread.interrupted()).isTrue();
        parsesAgain(Parsing.PARSER);
    }

    @Test
    void answersManyVirtualThreadsAtOnce() throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 400; i++) {
                String table = "t" + i;
                boolean wrong = i % 5 == 0;
                answers.add(threads.submit(() -> answer(wrong ? "CREATE TABEL " + table : "DROP TABLE a." + table)));
            }
        }
        for (int i = 0; i < 400; i++) {
            String expected = i % 5 == 0 ? "syntax error at or near \"TABEL\"" : "a.t" + i;
            assertThat(answers.get(i).get()).isEqualTo(expected);
        }
    }

    private static String answer(String sql) {
        try {
            return Parsing.statement(sql).destructions().getFirst().object();
        } catch (SqlSyntaxException e) {
            return e.postgresMessage();
        }
    }
}
