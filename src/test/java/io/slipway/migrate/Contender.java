package io.slipway.migrate;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.target.Rows;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import liquibase.GlobalConfiguration;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** A tool that brings the same statements to a database, each by its own defaults unless it is said why not. */
interface Contender {

    String USER = "migrate_login";
    String PASSWORD = "secret";

    /** Return Slipway and those that it is compared with. */
    static List<Contender> all() {
        return List.of(new OfSlipway(), new OfFlyway(), new OfLiquibase());
    }

    /** The same statements, in the form of each tool. */
    record Files(Map<String, String> byVersion, Path flyway, Path liquibase) {}

    String name();

    /** Bring the statements to a database; tell whether the tool says that they are there. */
    boolean run(String url, Files files);

    /** Do by hand what the tool asks for before it goes on; tell whether there was anything to do. */
    boolean mend(String url, Files files) throws SQLException;

    /** Slipway's executor. */
    final class OfSlipway implements Contender {

        /** Its process is as good as dead when the wire is: it does not look for what became of its connection. */
        private static final MigrationSettings DYING = new MigrationSettings(
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                Duration.ofSeconds(10),
                Duration.ofMillis(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(700),
                Duration.ofMillis(20),
                Duration.ZERO);

        private long epoch;

        @Override
        public String name() {
            return "slipway";
        }

        @Override
        public boolean run(String url, Files files) {
            var toRun = files.byVersion().entrySet().stream()
                    .map(file -> MigrateFixtures.file(file.getKey(), file.getValue()))
                    .toList();
            return MigrateFixtures.migrator(DYING)
                            .migrate(
                                    MigrateFixtures.attempt(++epoch),
                                    MigrateFixtures.target(url, null),
                                    toRun,
                                    new RecordedProgress())
                    instanceof Done;
        }

        @Override
        public boolean mend(String url, Files files) {
            return false;
        }
    }

    /** Flyway, by its API. */
    final class OfFlyway implements Contender {

        @Override
        public String name() {
            return "flyway";
        }

        @Override
        public boolean run(String url, Files files) {
            try {
                flyway(url, files).migrate();
                return true;
            } catch (FlywayException e) {
                return false;
            }
        }

        /** With the lock that it has by default it waits for ever for its own CREATE INDEX CONCURRENTLY; so it takes the other one. */
        private static Flyway flyway(String url, Files files) {
            return Flyway.configure()
                    .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                    .dataSource(url, USER, PASSWORD)
                    .locations("filesystem:" + files.flyway())
                    .connectRetries(0)
                    .load();
        }

        /** What it tells its users to do about a migration that it has recorded as failed. */
        @Override
        public boolean mend(String url, Files files) throws SQLException {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                if (!Rows.flag(connection, "SELECT to_regclass('flyway_schema_history') IS NOT NULL")
                        || !Rows.flag(
                                connection, "SELECT EXISTS (SELECT FROM flyway_schema_history WHERE NOT success)")) {
                    return false;
                }
            }
            flyway(url, files).repair();
            return true;
        }
    }

    /** Liquibase, by its API. */
    final class OfLiquibase implements Contender {

        /** For a lock it waits five minutes by default, and looks every ten seconds. */
        private static final Map<String, Object> IN_A_HURRY = Map.of(
                GlobalConfiguration.CHANGELOGLOCK_WAIT_TIME.getKey(), 0L,
                GlobalConfiguration.CHANGELOGLOCK_POLL_RATE.getKey(), 1L);

        @Override
        public String name() {
            return "liquibase";
        }

        @Override
        public boolean run(String url, Files files) {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                Scope.child(IN_A_HURRY, () -> {
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
        public boolean mend(String url, Files files) throws SQLException {
            try (var connection = DriverManager.getConnection(url, USER, PASSWORD)) {
                return Rows.flag(connection, "SELECT to_regclass('databasechangeloglock') IS NOT NULL")
                        && Rows.update(connection, "UPDATE databasechangeloglock SET locked = false WHERE locked") > 0;
            }
        }
    }
}
