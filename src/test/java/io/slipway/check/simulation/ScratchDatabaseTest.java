package io.slipway.check.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.slipway.check.CheckFixtures;
import io.slipway.check.ScratchServer;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.target.Credential;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchDatabaseTest {

    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
    private static final SessionOptions OPTIONS = new SessionOptions(Duration.ofSeconds(5), List.of(), Map.of());

    private final EmbeddedPostgres postgres = EmbeddedPostgres.named("scratch");
    private final ScratchConnections connections = new ScratchConnections(CheckFixtures.scratch(postgres));

    @Test
    void isDroppedEvenWhileSomebodyIsConnected() throws SQLException {
        String name;
        try (var database = ScratchDatabase.create(connections, Clock.systemUTC())) {
            name = database.name();
            database.connect(OPTIONS);
            assertThat(databasesAndRoles()).contains(name);
        }

        assertThat(databasesAndRoles()).doesNotContain(name);
    }

    @Test
    void leavesNothingBehindWhenItCannotBeMade(@TempDir Path folder) throws Exception {
        postgres.execute("CREATE ROLE only_roles LOGIN CREATEROLE PASSWORD 'secret'");
        var weak = new ScratchConnections(server("only_roles", folder));
        var before = databasesAndRoles();

        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> ScratchDatabase.create(weak, Clock.systemUTC()))
                .withMessageContaining("permission denied to create database");

        assertThat(databasesAndRoles()).isEqualTo(before);
    }

    @Test
    void needsNoSuperuser(@TempDir Path folder) throws Exception {
        postgres.execute("CREATE ROLE scratch_owner LOGIN CREATEDB CREATEROLE PASSWORD 'secret'");
        var modest = new ScratchConnections(server("scratch_owner", folder));
        String name;
        try (var database = ScratchDatabase.create(modest, Clock.systemUTC());
                var session = database.connect(OPTIONS)) {
            name = database.name();
            session.createStatement().execute("CREATE TABLE a (); CREATE SCHEMA s; DROP SCHEMA public CASCADE");
        }

        assertThat(databasesAndRoles()).doesNotContain(name);
    }

    @Test
    void sweepsWhatACrashedCheckLeftAndNothingElse() throws SQLException {
        var crashed = ScratchDatabase.create(connections, Clock.fixed(NOW.minusSeconds(3_700), ZoneOffset.UTC));
        var running = ScratchDatabase.create(connections, Clock.fixed(NOW.minusSeconds(3_500), ZoneOffset.UTC));
        var roleOnly = "slipway_scratch_1700000000_0123456789ab";
        postgres.execute("CREATE ROLE " + roleOnly);
        postgres.execute("CREATE DATABASE slipway_scratch_1700000000_of_somebody");
        try {
            new Leftovers(connections, Clock.fixed(NOW, ZoneOffset.UTC)).sweep(Duration.ofHours(1));

            assertThat(databasesAndRoles())
                    .doesNotContain(crashed.name(), roleOnly)
                    .contains(running.name(), "slipway_scratch_1700000000_of_somebody", "postgres");
        } finally {
            running.close();
            crashed.close();
            postgres.execute("DROP DATABASE slipway_scratch_1700000000_of_somebody");
        }
    }

    @Test
    void keepsItsPasswordOutOfTheServersLog() throws SQLException {
        postgres.set("log_statement", "all");
        try (var database = ScratchDatabase.create(connections, Clock.systemUTC());
                var session = database.connect(OPTIONS)) {
            assertThat(session.isValid(1)).isTrue();
            assertThat(postgres.log().lines().filter(line -> line.contains("CREATE ROLE " + database.name())))
                    .isNotEmpty();
            assertThat(postgres.log()).containsPattern("PASSWORD 'SCRAM-SHA-256\\$");
        }
    }

    private ScratchServer server(String role, Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "secret");
        return new ScratchServer(postgres.url("postgres"), new Credential(role, "file:" + secret));
    }

    private List<String> databasesAndRoles() throws SQLException {
        try (var connection = postgres.connect(postgres.url("postgres"));
                var rows = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT datname FROM pg_database UNION SELECT rolname FROM pg_roles ORDER BY 1")) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
