package io.slipway.migrate;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.target.Rows;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import liquibase.GlobalConfiguration;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A tool that brings the same statements to a database, each by its own defaults. */
enum Contender {
    SLIPWAY {
        private long epoch;

        @Override
        synchronized boolean run(String url, Files files) {
            var target = MigrateFixtures.target(url, null);
            var toRun = files.byVersion().entrySet().stream()
                    .map(file -> MigrateFixtures.file(file.getKey(), file.getValue()))
                    .toList();
            return new Migrator(MigrateFixtures.PARSER, MigrateFixtures.CONNECTIONS, MigrateFixtures.LEDGER, DYING)
                            .migrate(MigrateFixtures.attempt(++epoch), target, toRun, new RecordedProgress())
                    instanceof Done;
        }
    },
    FLYWAY {
        @Override
        boolean run(String url, Files files) {
            try {
                flyway(url, files).migrate();
                return true;
            } catch (FlywayException e) {
                return false;
            }
        }

        /** With the lock that it has by default it waits for ever for its own CREATE INDEX CONCURRENTLY; so it takes the other one. */
        private Flyway flyway(String url, Files files) {
            return Flyway.configure()
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .dataSource(url, USER, PASSWORD)
                    .locations("filesystem:" + files.flyway())
                    .connectRetries(0)
                    .load();
        }

        /** What it tells its users to do about a migration that it has recorded as failed. */
        @Override
        boolean mend(String url, Files files) throws SQLException {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                if (!Rows.flag(
                        connection,
                        "SELECT to_regclass('flyway_schema_history') IS NOT NULL"
                                + " AND EXISTS (SELECT FROM flyway_schema_history WHERE NOT success)")) {
                    return false;
                }
            }
            flyway(url, files).repair();
            return true;
        }
    },
    LIQUIBASE {
        @Override
        boolean run(String url, Files files) {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                Scope.child(LIQUIBASE_IN_A_HURRY, () -> {
                    var database = DatabaseFactory.getInstance()
                            .findCorrectDatabaseImplementation(new JdbcConnection(connection));
                    try (var liquibase = new Liquibase(
                            "changelog.sql", new DirectoryResourceAccessor(files.liquibase()), database)) {
                        liquibase.update("");
                    }
                });
                return true;
            } catch (Exception e) {
                return false;
            }
        }

        /** What its users do: the lock of a process that died is not let go by itself. */
        @Override
        boolean mend(String url, Files files) throws SQLException {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                return Rows.flag(connection, "SELECT to_regclass('databasechangeloglock') IS NOT NULL")
                        && Rows.update(connection, "UPDATE databasechangeloglock SET locked = false WHERE locked") > 0;
            }
        }
    };

    /** Its process is as good as dead when the wire is: it does not look for what became of its connection. */
    private static final MigrationSettings DYING = new MigrationSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMillis(1),
            Duration.ofMinutes(1),
            Duration.ofMillis(700),
            Duration.ofMillis(20));

    /** For a lock it waits five minutes by default, and looks every ten seconds. */
    private static final Map<String, Object> LIQUIBASE_IN_A_HURRY = Map.of(
            GlobalConfiguration.CHANGELOGLOCK_WAIT_TIME.getKey(), 0L,
            GlobalConfiguration.CHANGELOGLOCK_POLL_RATE.getKey(), 1L);

    private static final String USER = "migrate_login";
    private static final String PASSWORD = "secret";

    /** The same statements, in the form of each tool. */
    record Files(Map<String, String> byVersion, java.nio.file.Path flyway, java.nio.file.Path liquibase) {}

    /** Bring the statements to a database; tell whether the tool says that they are there. */
    abstract boolean run(String url, Files files);

    /** Do by hand what the tool asks for before it goes on; tell whether there was anything to do. */
    boolean mend(String url, Files files) throws SQLException {
        return false;
    }
}
