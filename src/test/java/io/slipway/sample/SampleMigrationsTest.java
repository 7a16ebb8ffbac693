package io.slipway.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.CheckFixtures;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Golden;
import io.slipway.check.Level;
import io.slipway.check.TargetReport;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import io.slipway.release.MigrationFileName;
import io.slipway.release.MigrationKind;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The sample's migrations are a believable shop's: they run as an unprivileged role, and the checks find nothing to complain of. */
class SampleMigrationsTest {

    private static final String TRACK = "shop";

    private final EmbeddedPostgres server = EmbeddedPostgres.shared();
    private final Sample sample =
            Sample.on(server, EmbeddedPostgres.named("scratch"), Path.of("target", "sample-migrations"));

    @BeforeEach
    void emptyDatabases() {
        sample.recreate();
    }

    @Test
    void runInOrderOnAnEmptyDatabaseAndNeverAgain() throws SQLException {
        var files = files().map(this::toRun).toList();

        var first = migrator().migrate(attempt(1), target("orders_dev"), files, SILENT);
        var again = migrator().migrate(attempt(2), target("orders_dev"), files, SILENT);

        assertThat(first).isEqualTo(new MigrationResult.Done(files, List.of()));
        assertThat(again).isEqualTo(new MigrationResult.Done(List.of(), files));
        assertThat(value("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"))
                .isEqualTo("shop_owner");
        assertThat(value("SELECT gross_price FROM product WHERE sku = 'CUP-001'"))
                .isEqualTo("9.52");
        assertThat(value("SELECT count(*) FROM pg_inherits WHERE inhparent = 'stock_movement'::regclass"))
                .isEqualTo("5");
        assertThat(value("SELECT count(*) FROM pg_constraint WHERE NOT convalidated"))
                .isEqualTo("0");
        assertThat(value("SELECT count(*) FROM pg_index WHERE NOT indisvalid")).isEqualTo("0");
    }

    @Test
    void keepWorkingAsTheShopUsesThem() throws SQLException {
        migrator()
                .migrate(
                        attempt(1),
                        target("orders_dev"),
                        files().map(this::toRun).toList(),
                        SILENT);

        server.execute(sample.url("orders_dev"), """
                INSERT INTO customer (email, name) VALUES ('ann@example.com', 'Ann');
                INSERT INTO purchase (customer, voucher) SELECT id, 'WELCOME' FROM customer;
                INSERT INTO purchase_line SELECT p.id, 1, r.id, 2, r.net_price FROM purchase p, product r WHERE r.sku = 'TEA-002';
                SELECT receive_return(id, 'too bitter') FROM purchase;
                REFRESH MATERIALIZED VIEW sales_by_day;
                """);

        assertThat(value("SELECT total || ' ' || status FROM purchase")).isEqualTo("19.00 returned");
        assertThat(value("SELECT count(*) FROM open_purchase")).isEqualTo("0");
    }

    @Test
    void passTheChecksAndTheSimulationWithoutAnyFinding() {
        try (var context = CheckFixtures.context(Clock.systemUTC(), Map.of())) {
            var scratch = CheckFixtures.scratch(EmbeddedPostgres.named("scratch"));
            var report = context.getBean(Checker.class)
                    .check(CheckFixtures.request(
                            scratch, files().map(this::toCheck).toList(), CheckFixtures.target("orders_prod")));

            assertThat(report.findings().stream()
                            .filter(finding -> finding.level() != Level.INFO)
                            .map(Golden::rendered))
                    .isEmpty();
            assertThat(report.targets()).extracting(TargetReport::simulated).containsExactly(true);
        }
    }

    private static final Progress SILENT = new Progress() {

        @Override
        public void statementFinished(StatementLog log) {}

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void heartbeat(String doing) {}
    };

    private static Stream<MigrationFileName> files() {
        return Sample.migrations().stream()
                .map(file -> MigrationFileName.parse(file.getFileName().toString()))
                .sorted(Comparator.comparing((MigrationFileName name) -> name.kind() == MigrationKind.REPEATABLE)
                        .thenComparing(
                                name -> name.version().orElse(null), Comparator.nullsLast(Comparator.naturalOrder())));
    }

    private FileToRun toRun(MigrationFileName name) {
        return FileToRun.of(TRACK, name.key(), name.path(), sql(name));
    }

    private FileToCheck toCheck(MigrationFileName name) {
        return CheckFixtures.file(name.path(), sql(name));
    }

    private static String sql(MigrationFileName name) {
        try {
            return Files.readString(Sample.MIGRATIONS.resolve(name.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Migrator migrator() {
        return new Migrator(
                new SqlParser(), new Connections(), new Ledger(Ledger.DEFAULT_SCHEMA), MigrationSettings.defaults());
    }

    private static Attempt attempt(long epoch) {
        return new Attempt("tasks/orders_dev", epoch, "releases/1", "releaser");
    }

    private Target target(String database) {
        var login = new Credential(
                "slipway_migrator", Objects.requireNonNull(sample.environment().get("SLIPWAY_SAMPLE_PASSWORD")));
        return new Target(
                database, sample.url(database), null, null, login, login, "shop_owner", List.of("public"), Map.of());
    }

    private String value(String query) throws SQLException {
        try (var connection = server.connect(sample.url("orders_dev"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
