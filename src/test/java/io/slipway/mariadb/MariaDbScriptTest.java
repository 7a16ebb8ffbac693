package io.slipway.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.MariaDbStatement;
import io.slipway.mariadb.script.MariaDbStatement.Nature;
import io.slipway.mariadb.script.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where statements end, and what they are. */
class MariaDbScriptTest {

    @Test
    void splitsOutsideOfQuotesAndComments() {
        var script = MariaDbScript.read("""
                -- slipway: variables tenant
                # a ; comment
                INSERT INTO t VALUES ('a;''b\\';', "c;""d", 5--1);
                /* ; */ UPDATE `a;``b` SET x = 1 -- ; and so on
                WHERE y = 2;
                ;
                DELETE FROM t WHERE i = 1""");

        assertThat(script.refusals()).isEmpty();
        assertThat(script.statements())
                .extracting(MariaDbStatement::text)
                .containsExactly(
                        "INSERT INTO t VALUES ('a;''b\\';', \"c;\"\"d\", 5--1)",
                        "UPDATE `a;``b` SET x = 1 -- ; and so on\nWHERE y = 2",
                        "DELETE FROM t WHERE i = 1");
        assertThat(script.statements()).extracting(MariaDbStatement::line).containsExactly(3, 4, 7);
        assertThat(script.header()).extracting(comment -> comment.text()).contains("slipway: variables tenant");
    }

    @Test
    void refusesToKeepRowsRatherThanNotKeepingThem() {
        var script = MariaDbScript.read("SELECT 1;\n-- slipway: backup\nDELETE FROM t;\nSELECT 2");

        assertThat(script.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.position()).isEqualTo(2);
            assertThat(refusal.line()).isEqualTo(2);
            assertThat(refusal.what()).contains("done on PostgreSQL alone");
        });
    }

    @Test
    void heedsDelimiters() {
        var script = MariaDbScript.read("""
                delimiter $$
                CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.i = 1; SET NEW.j = '$$'; END$$
                DELIMITER ;
                DROP TRIGGER b;
                """);

        assertThat(script.refusals()).isEmpty();
        assertThat(script.statements()).hasSize(2);
        assertThat(script.statements().getFirst().text()).endsWith("'$$'; END");
    }

    @Test
    void takesAStatementInAnExecutedComment() {
        var script = MariaDbScript.read("/*!40101 SET NAMES utf8 */;\n/*!50003 DROP TABLE a */;");

        assertThat(script.refusals()).isEmpty();
        assertThat(script.statements())
                .extracting(MariaDbStatement::nature)
                .containsExactly(Nature.SESSION, Nature.DEFINITION);
        assertThat(script.statements().getLast().text()).isEqualTo("/*!50003 DROP TABLE a */");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "CREATE TABLE IF NOT EXISTS a (i INT) | DEFINITION | a",
                "create or replace definer = `x`@`%` sql security invoker view v as select 1 | DEFINITION | v",
                "CREATE OR REPLACE TABLE a (i INT) | BLIND_DEFINITION | a",
                "CREATE UNIQUE INDEX i ON a (b) | DEFINITION | a",
                "ALTER ONLINE TABLE a RENAME TO b | DEFINITION | a,b",
                "ALTER TABLE a TRUNCATE PARTITION p | BLIND_DEFINITION | a",
                "ALTER TABLE a EXCHANGE PARTITION p WITH TABLE b | BLIND_DEFINITION | a",
                "ALTER TABLE a CONVERT TO CHARACTER SET utf8mb4 | DEFINITION | a",
                "RENAME TABLE a TO b | DEFINITION | a,b",
                "RENAME TABLE a TO b, c TO a | BLIND_DEFINITION | a,b,c,a",
                "TRUNCATE a | BLIND_DEFINITION | a",
                "DROP INDEX i ON a | DEFINITION | a",
                "CREATE DEFINER = CURRENT_USER() PROCEDURE p() SELECT 1 | DEFINITION | p",
                "ANALYZE TABLE a | REPEATABLE | ''",
                "GRANT SELECT ON a TO b | BLIND_DEFINITION | ''",
                "CREATE TEMPORARY TABLE a (i INT) | ROWS | ''",
                "(SELECT 1) | ROWS | ''",
                "WITH x AS (SELECT 1) SELECT * FROM x | ROWS | ''",
                "SET @a = 1, sql_mode = '' | SESSION | ''"
            })
    void knowsWhatAStatementIs(String sql, Nature nature, String names) {
        var script = MariaDbScript.read(sql);

        assertThat(script.refusals()).isEmpty();
        assertThat(script.statements()).singleElement().satisfies(statement -> {
            assertThat(statement.nature()).isEqualTo(nature);
            assertThat(String.join(
                            ",",
                            statement.subjects().stream().map(Subject::name).toList()))
                    .isEqualTo(names.replace("'", ""));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'open",
                "SELECT 1 /* open",
                "SELECT `open",
                "/*! SELECT 1",
                "BEGIN",
                "XA START 'x'",
                "SET GLOBAL x = 1",
                "SET @@GLOBAL.x = 1",
                "SET @a = 1, autocommit = 0",
                "SET STATEMENT max_statement_time = 1 FOR DROP TABLE a",
                "SET TRANSACTION READ ONLY",
                "SET NAMES latin1",
                "SET PASSWORD = 'x'",
                "SET @slipway_x = 1",
                "SELECT 1 /*! UNION SELECT 2 */",
                "SELECT 1 \\G",
                "DROP TABLE a, b",
                "DROP VIEW a, b",
                "DROP DATABASE a",
                "CREATE USER a",
                "DELIMITER x\nSELECT 1 x",
                "ALTER TABLE a RENAME TO other.b",
                "ALTER TABLE a IMPORT TABLESPACE",
                "CREATE TRIGGER a BEFORE INSERT ON t FOR EACH ROW DELETE FROM `slipway_fence`",
                "LOCK TABLES a WRITE",
                "HANDLER a OPEN",
                "ANALYZE SELECT 1",
                "CREATE FUNCTION f RETURNS INT SONAME 'x'",
                "EXECUTE IMMEDIATE 'x'",
                "DELIMITER //\nINSERT INTO a VALUES (1); DROP TABLE a //",
                "SELECT IS_USED_LOCK('x') + RELEASE_ALL_LOCKS()"
            })
    void refusesWhatIsNotKnownToBeSafe(String sql) {
        assertThat(MariaDbScript.read(sql).refusals()).isNotEmpty();
    }
}
