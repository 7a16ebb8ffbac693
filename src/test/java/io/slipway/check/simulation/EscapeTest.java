package io.slipway.check.simulation;

import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.request;
import static io.slipway.check.CheckFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.check.CheckFixtures;
import io.slipway.check.Checker;
import io.slipway.check.Finding;
import io.slipway.embedded.EmbeddedPostgres;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file may try in order to get out of its throw-away database. */
class EscapeTest {

    private static final Set<String> STOPPED = Set.of(
            "simulation-failed",
            "simulation-unavailable",
            "not-simulated",
            "ban-set-role",
            "ban-set-session-authorization",
            "ban-copy-program",
            "ban-copy-file");

    private final EmbeddedPostgres postgres = EmbeddedPostgres.named("scratch");
    private final ScratchConnections connections = new ScratchConnections(CheckFixtures.scratch(postgres));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "SELECT set_config('role', 'postgres', false)",
                "SELECT set_config('session_authorization', 'postgres', false)",
                "SELECT set_config('session_replication_role', 'replica', false)",
                "ALTER SYSTEM SET log_statement = 'none'",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "COPY (SELECT 1) TO '/tmp/escape'",
                "CREATE TABLE t (x text); COPY t FROM PROGRAM 'id'",
                "CREATE TABLE t (x text); COPY t FROM '/etc/passwd'",
                "SELECT lo_import('/etc/passwd')",
                "SELECT lo_export(lo_creat(-1), '/tmp/escape')",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT pg_read_binary_file('/etc/passwd')",
                "SELECT * FROM pg_ls_dir('/')",
                "SELECT rolpassword FROM pg_authid",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION postgres_fdw",
                "CREATE EXTENSION file_fdw",
                "CREATE EXTENSION adminpack",
                "SELECT dblink_connect('host=127.0.0.1')",
                "CREATE FUNCTION evil() RETURNS int LANGUAGE c AS 'libc.so.6', 'getpid'",
                "CREATE FUNCTION evil() RETURNS int LANGUAGE internal AS 'int4in'",
                "LOAD '/tmp/evil.so'",
                "CREATE ROLE evil",
                "ALTER ROLE CURRENT_USER SUPERUSER",
                "ALTER ROLE postgres PASSWORD 'evil'",
                "GRANT pg_execute_server_program TO CURRENT_USER",
                "CREATE DATABASE evil",
                "DROP DATABASE postgres",
                "CREATE TABLESPACE evil LOCATION '/tmp'",
                "CREATE SUBSCRIPTION evil CONNECTION 'host=127.0.0.1' PUBLICATION p",
                "CREATE EVENT TRIGGER evil ON ddl_command_end EXECUTE FUNCTION suppress_redundant_updates_trigger()",
                "UPDATE pg_proc SET prosecdef = true WHERE proname = 'now'",
                "DO $$ BEGIN EXECUTE 'SET ROLE postgres'; END $$"
            })
    void failsForTheRoleEvenIfNothingIsLeftOut(String attempt) throws SQLException {
        try (var database = ScratchDatabase.create(connections, Clock.systemUTC());
                var session = database.connect(new SessionOptions(Duration.ofSeconds(5), List.of(), Map.of()));
                var statement = session.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> {
                        statement.execute(attempt);
                        // Who is not allowed to read a setting's effect might only have been allowed to try.
                        statement.execute("SELECT 1 / (CASE WHEN current_user = session_user THEN 0 ELSE 1 END)");
                    })
                    .satisfies(e -> assertThat(e.getSQLState()).isNotEqualTo("22012"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "ALTER SYSTEM SET log_statement = 'none'",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "SELECT lo_import('/etc/passwd')",
                "SELECT pg_read_file('/etc/passwd')",
                "CREATE EXTENSION dblink",
                "SELECT dblink_connect('host=127.0.0.1')",
                "DO $$ BEGIN PERFORM pg_read_file('/etc/passwd'); END $$"
            })
    void isReported(String attempt) {
        try (var context = CheckFixtures.context(Clock.systemUTC(), Map.of())) {
            var report = context.getBean(Checker.class)
                    .check(request(CheckFixtures.scratch(postgres), List.of(file("1__x.sql", attempt)), target("eu")));

            assertThat(report.findings()).extracting(Finding::code).isNotEmpty().isSubsetOf(STOPPED);
        }
    }

    @Test
    void logsInAsTheRoleItself() throws SQLException {
        try (var database = ScratchDatabase.create(connections, Clock.systemUTC());
                var session = database.connect(new SessionOptions(Duration.ofSeconds(5), List.of(), Map.of()));
                var rows = session.createStatement().executeQuery("""
                                SELECT session_user = current_user AND session_user LIKE 'slipway\\_scratch\\_%'
                                   AND NOT rolsuper AND NOT rolcreatedb AND NOT rolcreaterole AND NOT rolreplication
                                   AND NOT rolbypassrls
                                  FROM pg_roles WHERE rolname = session_user
                                """)) {
            rows.next();
            assertThat(rows.getBoolean(1)).isTrue();
        }
    }
}
