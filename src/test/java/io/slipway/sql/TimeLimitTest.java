package io.slipway.sql;

import static io.slipway.sql.Parsing.statement;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.sql.Statement.TimeLimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET lock_timeout = '5s'",
                "SET LOCAL lock_timeout TO 0",
                "SET \"LOCK_TIMEOUT\" = 5",
                "RESET lock_timeout",
                "SELECT set_config('lock_timeout', '5s', true)",
                "SELECT pg_catalog.set_config('Lock_Timeout', '5s', true)",
                "DO $$ BEGIN SET LOCAL lock_timeout = '5s'; END $$",
                "DO $$ BEGIN PERFORM set_config('lock_timeout', '5s', true); END $$",
                "DO $$ BEGIN EXECUTE 'SET lock_timeout = 0'; END $$"
            })
    void isSetByAStatement(String sql) {
        assertThat(statement(sql).timeLimits()).containsExactly(TimeLimit.LOCK_TIMEOUT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE a ADD j int -- lock_timeout",
                "ALTER TABLE a /* SET lock_timeout = 0 */ ADD j int",
                "COMMENT ON TABLE a IS 'lock_timeout'",
                "INSERT INTO a VALUES ('SET lock_timeout = 0')",
                "CREATE TABLE a (lock_timeout int)",
                "SELECT current_setting('lock_timeout')",
                "ALTER ROLE r SET lock_timeout = '5s'",
                "ALTER DATABASE d SET lock_timeout = '5s'",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql SET lock_timeout = 0 AS 'SELECT 1'",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS 'BEGIN SET LOCAL lock_timeout = 0; END'",
                "DO $$ BEGIN -- SET lock_timeout = 0;\n NULL; END $$",
                "SET work_mem = '1MB'"
            })
    void isNotSetByMentioningIt(String sql) {
        assertThat(statement(sql).timeLimits()).isEmpty();
    }

    @Test
    void tellsTheTwoApart() {
        assertThat(statement("SET statement_timeout = 0").timeLimits()).containsExactly(TimeLimit.STATEMENT_TIMEOUT);
        assertThat(statement("DO $$ BEGIN SET lock_timeout = 0; SET statement_timeout = 0; END $$")
                        .timeLimits())
                .containsExactlyInAnyOrder(TimeLimit.values());
    }
}
