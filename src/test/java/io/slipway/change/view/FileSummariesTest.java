package io.slipway.change.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.SqlParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSummariesTest {

    private static final SqlParser PARSER = new SqlParser();
    private final FileSummaries summaries = new FileSummaries(PARSER);

    @AfterAll
    static void close() {
        PARSER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE TABLE order_note (id int); DROP TABLE shop.note | CREATE TABLE order_note; DROP TABLE shop.note",
                "CREATE INDEX CONCURRENTLY a_idx ON a (b)               | CREATE INDEX a_idx ON a",
                "ALTER TABLE a DROP COLUMN b                            | ALTER TABLE a (DROP COLUMN a.b)",
                "ALTER TABLE a ADD COLUMN b int                         | ALTER TABLE a",
                "DELETE FROM a                                          | DELETE FROM a (DELETE WITHOUT WHERE)",
                "DELETE FROM a WHERE b = 1                              | DELETE FROM a",
                "INSERT INTO a SELECT * FROM b                          | INSERT INTO a",
                "TRUNCATE a, b, c, d                                    | TRUNCATE a, b, c, …",
                "INSERT INTO a VALUES (1); INSERT INTO a VALUES (2)     | INSERT INTO a (2 times)",
                "DO $$ BEGIN NULL; END $$                               | DO",
                "SET lock_timeout = '1s'; UPDATE a SET b = 1 WHERE c    | SET; UPDATE a"
            })
    void saysWhatAFileDoes(String sql, String said) {
        assertThat(summaries.of(sql)).isEqualTo("1 lines: " + said);
    }

    @Test
    void staysShort() {
        var sql = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            sql.append("CREATE TABLE a_table_with_quite_a_name_").append(i).append(" (id int);\n");
        }

        assertThat(summaries.of(sql.toString()))
                .startsWith("100 lines: CREATE TABLE a_table_with_quite_a_name_0; ")
                .endsWith(" more")
                .hasSizeLessThan(300);
        assertThat(summaries.of("CREATE TABLE \"" + "x".repeat(60) + "\n\u202e\" ()"))
                .doesNotContain("\n")
                .doesNotContain("\u202e");
    }

    @Test
    void admitsWhatItCannotRead() {
        assertThat(summaries.of("CREATE TABEL a")).isEqualTo("1 lines that cannot be read");
        assertThat(summaries.of("-- nothing yet")).isEqualTo("1 lines: nothing");
        assertThat(summaries.of(" ".repeat(300_000))).isEqualTo("1 lines");
    }
}
