package io.slipway.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.migrate.script.FileStatement.Wait;
import io.slipway.sql.SqlParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptReaderTest {

    private final ScriptReader reader = new ScriptReader(new SqlParser());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "forbidden-statement         | DELETE FROM slipway.revision",
                "forbidden-statement         | DISCARD ALL",
                "forbidden-statement         | SELECT pg_advisory_unlock_all()",
                "forbidden-statement         | COPY a FROM STDIN",
                "forbidden-statement         | SET ROLE postgres",
                "rollback-in-file            | BEGIN; SELECT 1; ROLLBACK",
                "transaction-not-closed      | BEGIN; SELECT 1",
                "nested-transaction          | BEGIN; BEGIN; COMMIT",
                "transaction-options         | BEGIN ISOLATION LEVEL SERIALIZABLE; COMMIT",
                "transaction-options         | BEGIN; COMMIT AND CHAIN",
                "transaction-control         | PREPARE TRANSACTION 'x'",
                "non-transactional-in-block  | BEGIN; VACUUM; COMMIT",
                "transaction-ended-inside    | DO 'BEGIN COMMIT; END'",
                "unnamed-concurrent-index    | CREATE INDEX CONCURRENTLY ON a (i)",
                "sql-syntax                  | CREATE TABEL a"
            })
    void refusesWhatCannotBeRunAsAMigration(String code, String sql) {
        assertThatThrownBy(() -> reader.read("V1.sql", sql))
                .isInstanceOfSatisfying(ScriptRefusedException.class, refused -> {
                    assertThat(refused.code()).isEqualTo(code);
                    assertThat(refused.problem()).contains("'V1.sql'");
                    assertThat(refused.line()).isEqualTo(1);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SHORT | ALTER TABLE a ADD COLUMN j int",
                "SHORT | TRUNCATE a",
                "SHORT | CREATE INDEX i ON a (i)",
                "LONG  | CREATE INDEX CONCURRENTLY i ON a (i)",
                "LONG  | ALTER TABLE a VALIDATE CONSTRAINT c",
                "LONG  | ALTER TABLE a DETACH PARTITION b CONCURRENTLY",
                "ROWS  | UPDATE a SET i = 1",
                "ROWS  | SELECT f()"
            })
    void knowsHowLongAStatementMayWait(Wait wait, String sql) {
        assertThat(reader.read("V1.sql", sql).getFirst().only().patience()).isEqualTo(wait);
    }

    @Test
    void aFileWithoutStatementsHasOneEmptySegmentThatRecordsIt() {
        assertThat(reader.read("V1.sql", "-- nothing\n")).singleElement().satisfies(segment -> {
            assertThat(segment.statements()).isEmpty();
            assertThat(segment.last()).isTrue();
        });
    }
}
