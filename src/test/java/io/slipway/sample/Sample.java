package io.slipway.sample;

import io.slipway.cli.Placeholders;
import io.slipway.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Creates the sample's roles and databases on embedded servers; run again, it leaves what is there. */
public final class Sample {

    public static final List<String> DATABASES = List.of(
            "orders_dev", "customers_dev", "orders_staging", "customers_staging", "orders_prod", "customers_prod");

    /** The sample's configuration file, from the project's folder. */
    public static final Path CONFIGURATION = Path.of("src", "test", "resources", "sample", "slipway.yaml");

    /** The folder of its migrations. */
    public static final Path MIGRATIONS = CONFIGURATION.resolveSibling("migrations");

    private static final String PASSWORD = "sample";

    /** What a new database looks like; unknown until one was made. */
    private static volatile String untouched = "";

    private final EmbeddedPostgres targets;
    private final EmbeddedPostgres scratch;
    private final Path secrets;

    private Sample(EmbeddedPostgres targets, EmbeddedPostgres scratch, Path secrets) {
        this.targets = targets;
        this.scratch = scratch;
        this.secrets = secrets;
    }

    /**
     * Prepare the servers.
     *
     * @param secrets the folder for the file that the configuration's password references name
     */
    public static Sample on(EmbeddedPostgres targets, EmbeddedPostgres scratch, Path secrets) {
        var sample = new Sample(targets, scratch, secrets);
        sample.roles();
        sample.missing().forEach(sample::database);
        return sample;
    }

    private void roles() {
        targets.execute(
                targets.maintenanceUrl(),
                role("shop_owner", "NOLOGIN"),
                role("slipway_reader", "LOGIN PASSWORD '" + PASSWORD + "'"),
                role("slipway_migrator", "LOGIN PASSWORD '" + PASSWORD + "'"),
                "GRANT shop_owner TO slipway_migrator");
        scratch.execute(role("sample_simulator", "LOGIN CREATEDB CREATEROLE PASSWORD '" + PASSWORD + "'"));
        try {
            Files.createDirectories(secrets);
            Files.writeString(secrets.resolve("sample-password"), PASSWORD);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String role(String name, String options) {
        return """
                DO $$
                BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN
                        CREATE ROLE %1$s %2$s;
                    END IF;
                END
                $$
                """.formatted(name, options);
    }

    private List<String> missing() {
        try (var connection = targets.connect(targets.maintenanceUrl());
                var query = connection.prepareStatement("""
                        SELECT name
                        FROM unnest(?) AS name
                        WHERE name NOT IN (SELECT datname FROM pg_database)
                        """)) {
            query.setArray(1, connection.createArrayOf("text", DATABASES.toArray()));
            var missing = new ArrayList<String>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    missing.add(rows.getString(1));
                }
            }
            return missing;
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot list the databases.", e);
        }
    }

    /** Create one more database like the sample's, which must not be there. */
    public void database(String name) {
        targets.execute(
                targets.maintenanceUrl(),
                "CREATE DATABASE %s OWNER shop_owner".formatted(name),
                "GRANT CREATE, CONNECT ON DATABASE %s TO slipway_migrator".formatted(name));
        targets.execute(url(name), "ALTER SCHEMA public OWNER TO shop_owner");
    }

    /** Return its migrations, in no order. */
    public static List<Path> migrations() {
        try (var files = Files.list(MIGRATIONS)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty the sample's databases, as if nothing had ever been rolled out; one that nothing has touched is kept. */
    public void recreate() {
        var touched = DATABASES.stream()
                .filter(name -> !signature(name).equals(untouched))
                .toList();
        targets.execute("""
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname IN ('%s')
                """.formatted(String.join("', '", DATABASES)));
        touched.forEach(name -> {
            targets.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(name));
            database(name);
            untouched = signature(name);
        });
    }

    /** Return what somebody may have changed in a database, as one text: its objects, rights and settings. */
    private String signature(String name) {
        try (var connection = targets.connect(targets.url(name));
                var statement = connection.createStatement();
                var rows = statement.executeQuery("""
                        SELECT concat_ws(' ',
                            d.datacl, d.datallowconn, d.datconnlimit, pg_get_userbyid(d.datdba), n.nspacl,
                            (SELECT count(*) FROM pg_class WHERE oid >= 16384),
                            (SELECT count(*) FROM pg_namespace WHERE oid >= 16384 AND nspname NOT LIKE 'pg_%'),
                            (SELECT count(*) FROM pg_proc WHERE oid >= 16384),
                            (SELECT count(*) FROM pg_type WHERE oid >= 16384),
                            (SELECT count(*) FROM pg_extension),
                            (SELECT count(*) FROM pg_event_trigger),
                            (SELECT count(*) FROM pg_default_acl),
                            (SELECT count(*) FROM pg_db_role_setting WHERE setdatabase = d.oid),
                            (SELECT count(*) FROM pg_largeobject_metadata))
                        FROM pg_database d
                        LEFT JOIN pg_namespace n ON n.nspname = 'public'
                        WHERE d.datname = current_database()
                        """)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException notReachable) {
            return "unknown";
        }
    }

    public String url(String database) {
        return targets.url(database);
    }

    public EmbeddedPostgres targets() {
        return targets;
    }

    /** Return the values that the configuration's placeholders stand for. */
    public Map<String, String> environment() {
        return Map.of(
                "SLIPWAY_SAMPLE_PORT", String.valueOf(targets.port()),
                "SLIPWAY_SAMPLE_SCRATCH_PORT", String.valueOf(scratch.port()),
                "SLIPWAY_SAMPLE_PASSWORD",
                        "file:" + secrets.resolve("sample-password").toAbsolutePath());
    }

    /** Return the sample's configuration with the placeholders replaced. */
    public String configuration() {
        return Placeholders.replaced(resource("sample/slipway.yaml"), environment()::get);
    }

    private static String resource(String name) {
        try (var in = Sample.class.getClassLoader().getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
