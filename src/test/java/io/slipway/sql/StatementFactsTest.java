package io.slipway.sql;

import static io.slipway.sql.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.Destruction.Kind;
import io.slipway.sql.ObjectReference.Type;
import io.slipway.sql.ObjectReference.Use;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementFactsTest {

    private static List<String> references(String sql, Use use) {
        return statement(sql).references(use).stream()
                .map(ObjectReference::qualifiedName)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX INDEX CONCURRENTLY i",
                "REINDEX (CONCURRENTLY TRUE, VERBOSE) TABLE t",
                "REINDEX SCHEMA s",
                "REINDEX DATABASE",
                "REINDEX SYSTEM",
                "VACUUM",
                "VACUUM (FULL) t",
                "CLUSTER",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY",
                "ALTER SYSTEM SET work_mem = '1MB'",
                "CREATE DATABASE d",
                "DROP DATABASE IF EXISTS d",
                "ALTER DATABASE d SET TABLESPACE x",
                "CREATE TABLESPACE x LOCATION '/x'",
                "DROP TABLESPACE x",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false, create_slot = true)",
                "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
                "ALTER SUBSCRIPTION s SET PUBLICATION p",
                "ALTER SUBSCRIPTION s SET (two_phase = true)",
                "DROP SUBSCRIPTION s",
                "DISCARD ALL",
                "DO $$ BEGIN DELETE FROM t; COMMIT; END $$",
                "DO $$ BEGIN IF true THEN ROLLBACK; END IF; END $$"
            })
    void knowsWhatCannotRunInATransaction(String sql) {
        assertThat(statement(sql).transactionality()).isEqualTo(Transactionality.NON_TRANSACTIONAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "DROP INDEX i",
                "REINDEX (CONCURRENTLY FALSE) TABLE t",
                "ANALYZE t",
                "CLUSTER t USING i",
                "ALTER TABLE p DETACH PARTITION q FINALIZE",
                "ALTER DATABASE d SET work_mem = '1MB'",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (connect = false)",
                "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p WITH (create_slot = off)",
                "ALTER SUBSCRIPTION s ADD PUBLICATION p WITH (refresh = false)",
                "ALTER SUBSCRIPTION s DISABLE",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "ALTER TYPE e RENAME VALUE 'a' TO 'b'",
                "DISCARD PLANS",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "DO $$ BEGIN RAISE NOTICE 'then COMMIT;'; END $$"
            })
    void knowsWhatCanRunInATransaction(String sql) {
        assertThat(statement(sql).transactionality()).isEqualTo(Transactionality.TRANSACTIONAL);
    }

    @ParameterizedTest
    @CsvSource({
        "BEGIN, BEGIN",
        "START TRANSACTION READ ONLY, BEGIN",
        "END, COMMIT",
        "ROLLBACK AND CHAIN, ROLLBACK",
        "SAVEPOINT a, SAVEPOINT",
        "ROLLBACK TO a, SAVEPOINT",
        "RELEASE a, SAVEPOINT",
        "COMMIT PREPARED 'x', TWO_PHASE"
    })
    void knowsTransactionControl(String sql, StatementKind kind) {
        assertThat(statement(sql).kind()).isEqualTo(kind);
        assertThat(statement(sql).transactionality()).isEqualTo(Transactionality.CONTROL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "ALTER TABLE t VALIDATE CONSTRAINT c",
                "ALTER TABLE p DETACH PARTITION q CONCURRENTLY"
            })
    void waitsLongForWhatBlocksNobody(String sql) {
        assertThat(statement(sql).lockWait()).isEqualTo(LockWait.LONG_WAIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "ALTER TABLE t VALIDATE CONSTRAINT c, DROP COLUMN d",
                "ALTER TABLE p DETACH PARTITION q",
                "UPDATE t SET a = 1"
            })
    void waitsShortlyForWhatBlocksOthers(String sql) {
        assertThat(statement(sql).lockWait()).isEqualTo(LockWait.SHORT);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DROP TABLE IF EXISTS a.t                     | DROP_TABLE            | a.t
            DROP FOREIGN TABLE f                         | DROP_TABLE            | f
            ALTER TABLE a.t DROP COLUMN c                | DROP_COLUMN           | a.t.c
            ALTER TABLE t DROP CONSTRAINT k              | DROP_CONSTRAINT       | t.k
            ALTER DOMAIN a.d DROP CONSTRAINT k           | DROP_CONSTRAINT       | a.d.k
            DROP SCHEMA s CASCADE                        | DROP_SCHEMA           | s
            DROP DATABASE d                              | DROP_DATABASE         | d
            DROP INDEX CONCURRENTLY a.i                  | DROP_INDEX            | a.i
            DROP VIEW v                                  | DROP_VIEW             | v
            DROP MATERIALIZED VIEW m                     | DROP_MATERIALIZED_VIEW| m
            DROP SEQUENCE s                              | DROP_SEQUENCE         | s
            DROP TYPE a.e                                | DROP_TYPE             | a.e
            DROP DOMAIN a.d                              | DROP_TYPE             | a.d
            DROP FUNCTION a.f(int)                       | DROP_FUNCTION         | a.f
            DROP EXTENSION x                             | DROP_EXTENSION        | x
            DROP OWNED BY r                              | DROP_OWNED            | r
            DROP ROLE r                                  | DROP_OTHER            | r
            DROP TRIGGER g ON a.t                        | DROP_OTHER            | a.t.g
            TRUNCATE a.t                                 | TRUNCATE              | a.t
            DELETE FROM a.t                              | DELETE_WITHOUT_WHERE  | a.t
            UPDATE a.t SET x = 1                         | UPDATE_WITHOUT_WHERE  | a.t
            WITH d AS (DELETE FROM t) SELECT 1           | DELETE_WITHOUT_WHERE  | t
            EXPLAIN ANALYZE DELETE FROM t                | DELETE_WITHOUT_WHERE  | t
            ALTER TABLE t ALTER c TYPE bigint USING c::bigint | COLUMN_TYPE_CHANGE | t.c
            """)
    void findsWhatIsLost(String sql, Kind kind, String object) {
        assertThat(statement(sql).destructions())
                .containsExactly(new Destruction(kind, object, sql.endsWith("CASCADE")));
        assertThat(statement(sql).isDestructive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM t WHERE a = 1",
                "UPDATE t SET a = 1 WHERE b = 2",
                "ALTER TABLE t ADD COLUMN c int",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM t; END",
                "CREATE RULE r AS ON INSERT TO t DO ALSO DELETE FROM u"
            })
    void findsNothingLost(String sql) {
        assertThat(statement(sql).destructions()).isEmpty();
    }

    @Test
    void namesEverythingThatOneDropTakes() {
        assertThat(statement("DROP TABLE a.b, \"C d\" CASCADE").destructions())
                .extracting(Destruction::object)
                .containsExactly("a.b", "C d");
    }

    @Test
    void tellsReadFromWritten() {
        String sql = "WITH c AS (SELECT * FROM x) INSERT INTO a.t SELECT * FROM c JOIN y ON true WHERE EXISTS "
                + "(SELECT FROM b.z)";
        assertThat(references(sql, Use.WRITTEN)).containsExactly("a.t");
        assertThat(references(sql, Use.READ)).containsExactlyInAnyOrder("x", "y", "b.z");
        assertThat(references("MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE", Use.WRITTEN))
                .containsExactly("t");
        assertThat(references("COPY t TO '/x'", Use.READ)).containsExactly("t");
        assertThat(references("REFRESH MATERIALIZED VIEW m", Use.WRITTEN)).containsExactly("m");
    }

    @Test
    void tellsCreatedFromAltered() {
        assertThat(references("CREATE TABLE p1 PARTITION OF s.p FOR VALUES IN (1)", Use.CREATED))
                .containsExactly("p1");
        assertThat(references("CREATE TABLE p1 PARTITION OF s.p FOR VALUES IN (1)", Use.ALTERED))
                .containsExactly("s.p");
        assertThat(references("CREATE TABLE t (a int REFERENCES s.u)", Use.READ))
                .containsExactly("s.u");
        assertThat(references("CREATE INDEX i ON s.t (a)", Use.CREATED)).containsExactly("s.i");
        assertThat(references("ALTER TABLE s.t ATTACH PARTITION q DEFAULT", Use.ALTERED))
                .containsExactly("s.t", "q");
        assertThat(references("ALTER TABLE s.t RENAME COLUMN a TO b", Use.ALTERED))
                .containsExactly("s.t");
        assertThat(references("DROP POLICY p ON s.t", Use.ALTERED)).containsExactly("s.t");
        assertThat(references("COMMENT ON COLUMN s.t.c IS 'x'", Use.ALTERED)).containsExactly("s.t");
        assertThat(references("CREATE TYPE s.e AS ENUM ('a')", Use.CREATED)).containsExactly("s.e");
        assertThat(references("SELECT * INTO t FROM u", Use.CREATED)).containsExactly("t");
    }

    @Test
    void tellsTypesOfObjects() {
        assertThat(statement("CREATE MATERIALIZED VIEW m AS SELECT 1").references())
                .containsExactly(new ObjectReference("", "m", Type.MATERIALIZED_VIEW, Use.CREATED));
        assertThat(statement("CREATE FOREIGN TABLE s.f (a int) SERVER x").references())
                .containsExactly(new ObjectReference("s", "f", Type.FOREIGN_TABLE, Use.CREATED));
        assertThat(statement("ALTER INDEX s.i RENAME TO j").references())
                .containsExactly(new ObjectReference("s", "i", Type.INDEX, Use.ALTERED));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE ROLE r                                            | ROLE
            GRANT a TO b                                             | ROLE
            ALTER ROLE r RENAME TO q                                 | ROLE
            COMMENT ON ROLE r IS 'x'                                 | ROLE
            ALTER DATABASE d OWNER TO r                              | DATABASE
            GRANT CONNECT ON DATABASE d TO r                         | DATABASE
            CREATE TABLESPACE x LOCATION '/x'                        | TABLESPACE
            CREATE TABLE t (a int) TABLESPACE x                      | TABLESPACE
            ALTER TABLE t SET TABLESPACE x                           | TABLESPACE
            ALTER SYSTEM RESET ALL                                   | ALTER_SYSTEM
            COPY t FROM PROGRAM 'x'                                  | COPY_PROGRAM
            COPY t FROM '/x'                                         | COPY_FILE
            SELECT * FROM dblink('x', 'SELECT 1') AS t(a int)        | DBLINK
            CREATE SERVER s FOREIGN DATA WRAPPER w                   | FOREIGN_SERVER
            DROP SERVER s                                            | FOREIGN_SERVER
            CREATE USER MAPPING FOR x SERVER s                       | FOREIGN_SERVER
            DROP SUBSCRIPTION s                                      | SUBSCRIPTION
            """)
    void knowsWhatIsNotSimulated(String sql, NotSimulated reason) {
        assertThat(statement(sql).notSimulated()).containsExactly(reason);
        assertThat(statement("CREATE TABLE t (a int) TABLESPACE pg_default").notSimulated())
                .isEmpty();
    }
}
