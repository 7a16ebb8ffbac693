package io.slipway.migrate;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.Revision;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Databases with an unprivileged migrator, and a migrator that loses patience soon enough for tests. */
final class MigrateFixtures {

    static final Duration SOON = Duration.ofSeconds(20);
    static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();
    static final Credential MIGRATOR = new Credential("migrate_login", "exec:printf secret");
    static final Connections CONNECTIONS = new Connections();
    static final Ledger LEDGER = new Ledger(Ledger.DEFAULT_SCHEMA);
    static final SqlParser PARSER = new SqlParser();

    static final MigrationSettings SETTINGS = new MigrationSettings(
            Duration.ofMillis(200),
            Duration.ofSeconds(3),
            Duration.ofMinutes(2),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofMinutes(3),
            Duration.ofSeconds(30),
            Duration.ofMillis(50),
            Duration.ZERO);

    private MigrateFixtures() {}

    /** Return a target in a new, empty database, owned by a role that is nothing else. */
    static Target target() {
        return target(SERVER);
    }

    /** Return such a target on some server. */
    static synchronized Target target(EmbeddedPostgres server) {
        role(server, "migrate_login", "LOGIN PASSWORD 'secret'");
        var url = server.createDatabase("migrate");
        var database = url.substring(url.lastIndexOf('/') + 1);
        server.execute("ALTER DATABASE \"%s\" OWNER TO migrate_login".formatted(database));
        return target(url, null);
    }

    static Target target(String url, @Nullable String runAs) {
        return new Target("orders-eu", url, null, null, MIGRATOR, MIGRATOR, runAs, List.of(), Map.of());
    }

    static void role(String name, String options) {
        role(SERVER, name, options);
    }

    private static void role(EmbeddedPostgres server, String name, String options) {
        server.execute("""
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s %2$s; END IF;
                END $$
                """.formatted(name, options));
    }

    static Migrator migrator() {
        return migrator(SETTINGS);
    }

    static Migrator migrator(MigrationSettings settings) {
        return new Migrator(PARSER, CONNECTIONS, LEDGER, settings);
    }

    static Attempt attempt(long epoch) {
        return new Attempt("tasks/orders-eu", epoch, "releases/1.4.0", "rita");
    }

    static FileToRun file(String version, String sql) {
        return FileToRun.of("shop", version, "V" + version + ".sql", sql);
    }

    static <T> List<T> ask(Target target, String sql, Rows.Reader<T> reader) throws SQLException {
        try (var connection = connect(target)) {
            return Rows.list(connection, sql, reader);
        }
    }

    static List<String> texts(Target target, String sql) throws SQLException {
        return ask(target, sql, row -> row.getString(1));
    }

    static void run(Target target, String sql) throws SQLException {
        try (var connection = connect(target)) {
            Rows.run(connection, sql);
        }
    }

    static Connection connect(Target target) throws SQLException {
        return SERVER.connect(target.url());
    }

    static List<String> revisions(Target target) {
        return LEDGER.revisions(CONNECTIONS, target).stream()
                .map(revision -> revision.version() + " " + revision.kind())
                .toList();
    }

    /** Record that everything up to a version of the files' track was in the target before. */
    static void baseline(Target target, String version) {
        new Baselines(LEDGER, CONNECTIONS)
                .record(
                        target,
                        List.of(new Revision(
                                "shop", version, Revision.Kind.BASELINE, "", "", "", "", "rita", null, 0)));
    }
}
