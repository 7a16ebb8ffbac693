package io.slipway.sql;

import static io.slipway.sql.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForbiddenUseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM slipway.revision",
                "DELETE FROM SLIPWAY.revision WHERE true",
                "DROP TABLE slipway.revision",
                "DROP SCHEMA a, slipway CASCADE",
                "CREATE SCHEMA slipway",
                "ALTER SCHEMA slipway RENAME TO x",
                "ALTER SCHEMA x RENAME TO slipway",
                "ALTER SCHEMA slipway OWNER TO x",
                "ALTER TABLE t SET SCHEMA slipway",
                "COMMENT ON SCHEMA slipway IS 'x'",
                "COMMENT ON TABLE slipway.revision IS 'x'",
                "GRANT USAGE ON SCHEMA slipway TO x",
                "REVOKE ALL ON ALL TABLES IN SCHEMA slipway FROM x",
                "ALTER DEFAULT PRIVILEGES IN SCHEMA slipway GRANT SELECT ON TABLES TO x",
                "CREATE FUNCTION slipway.f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CALL slipway.p()",
                "SELECT slipway.f()",
                "CREATE TABLE t (a slipway.kind)",
                "CREATE TABLE t (a int REFERENCES slipway.revision)",
                "CREATE TRIGGER g AFTER INSERT ON t EXECUTE FUNCTION slipway.f()",
                "SET search_path = a, slipway",
                "SET LOCAL search_path TO 'a, \"slipway\"'",
                "SELECT set_config('search_path', 'a,slipway', false)",
                "ALTER ROLE r SET search_path = slipway",
                "ALTER FUNCTION f() SET search_path = slipway",
                "CREATE EXTENSION e SCHEMA slipway",
                "CREATE PUBLICATION p FOR TABLES IN SCHEMA slipway",
                "IMPORT FOREIGN SCHEMA a FROM SERVER s INTO slipway",
                "REINDEX SCHEMA slipway",
                "SELECT 'slipway.revision'::regclass",
                "SELECT nextval('\"slipway\".s')",
                "SELECT * FROM a WHERE b IN (SELECT c FROM U&\"sl\\0069pway\".d)",
                "DO $$ BEGIN DELETE FROM slipway.revision; END $$",
                "DO $$ BEGIN EXECUTE 'DELETE FROM ' || 'slipway.revision'; END $$",
                "DO $$ BEGIN EXECUTE $q$DELETE FROM \"slipway\".revision$q$; END $$",
                "DO $$ BEGIN EXECUTE format('DELETE FROM %I.revision', 'slipway'); END $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN PERFORM slipway.g(); END'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql BEGIN ATOMIC DELETE FROM slipway.revision; END",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpython3u AS $$plpy.execute(\"slipway.x it's\")$$",
                "PREPARE p AS SELECT * FROM slipway.revision",
                "EXPLAIN ANALYZE DELETE FROM slipway.revision"
            })
    void findsTheLedgersSchema(String sql) {
        assertThat(statement(sql).usesSlipwaySchema()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE slipway (slipway int)",
                "SELECT slipway.slipway FROM slipway",
                "INSERT INTO docs VALUES ('see slipway.example')",
                "CREATE TYPE e AS ENUM ('slipway', 'boat')",
                "CREATE TABLE t (slipway int, b int, UNIQUE (slipway, b))",
                "SELECT * FROM \"Slipway\".t",
                "DO $$ BEGIN -- slipway.revision is not touched\n NULL; END $$",
                "SET search_path = a, slipways",
                "COMMENT ON TABLE t IS 'slipway.revision'"
            })
    void leavesAloneWhatOnlyLooksLikeIt(String sql) {
        assertThat(statement(sql).forbidden()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            DISCARD ALL                                                      | DISCARD
            DISCARD TEMP                                                     | DISCARD
            SELECT pg_catalog.pg_advisory_unlock_all()                       | ADVISORY_UNLOCK_ALL
            CREATE VIEW v AS SELECT pg_advisory_unlock_all()                 | ADVISORY_UNLOCK_ALL
            DO $$ BEGIN PERFORM pg_advisory_unlock_all(); END $$             | ADVISORY_UNLOCK_ALL
            DO $$ BEGIN EXECUTE 'SELECT pg_advisory_unlock_all()'; END $$    | ADVISORY_UNLOCK_ALL
            CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'SELECT "pg_advisory_unlock_all"()' | ADVISORY_UNLOCK_ALL
            SET ROLE x                                                       | SET_ROLE
            SET LOCAL ROLE x                                                 | SET_ROLE
            SET "Role" = 'x'                                                 | SET_ROLE
            RESET ROLE                                                       | SET_ROLE
            SELECT set_config('role', 'x', true)                             | SET_ROLE
            DO $$ BEGIN SET LOCAL ROLE x; END $$                             | SET_ROLE
            DO $$ BEGIN EXECUTE 'SET ROLE x'; END $$                         | SET_ROLE
            DO $$ BEGIN PERFORM set_config('role', 'x', true); END $$        | SET_ROLE
            SET SESSION AUTHORIZATION x                                      | SET_SESSION_AUTHORIZATION
            RESET SESSION AUTHORIZATION                                      | SET_SESSION_AUTHORIZATION
            DO $$ BEGIN SET SESSION AUTHORIZATION x; END $$                  | SET_SESSION_AUTHORIZATION
            COPY t FROM STDIN                                                | COPY_FROM_STDIN
            COPY t TO STDOUT                                                 | COPY_TO_STDOUT
            COPY (SELECT 1) TO PROGRAM 'x'                                   | COPY_PROGRAM
            COPY t FROM '/x'                                                 | COPY_FILE
            """)
    void findsWhatNoMigrationMay(String sql, ForbiddenUse use) {
        assertThat(statement(sql).forbidden()).containsExactly(use);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET role = 'x' WHERE role = 'y'",
                "DO $$ BEGIN UPDATE t SET role = 'x' WHERE true; END $$",
                "DO $$ DECLARE commits int; BEGIN SELECT role INTO commits FROM t; END $$",
                "SET lock_timeout = '1s'",
                "RESET lock_timeout",
                "SELECT pg_advisory_unlock(1)"
            })
    void allowsWhatIsHarmless(String sql) {
        assertThat(statement(sql).forbidden()).isEmpty();
    }
}
