package io.slipway.target.ledger;

import static io.slipway.target.TargetFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.target.Connections;
import io.slipway.target.Connections.Login;
import io.slipway.target.Credential;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.TargetFixtures;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {

    private final Connections connections = new Connections();
    private final Ledger ledger = new Ledger(Ledger.DEFAULT_SCHEMA);
    private final Baselines baselines = new Baselines(ledger, connections);

    @BeforeAll
    static void createRoles() {
        TargetFixtures.role("ledger_login", "LOGIN PASSWORD 'secret'");
        TargetFixtures.role("ledger_reader", "LOGIN PASSWORD 'secret'");
        TargetFixtures.role("ledger_stranger", "LOGIN PASSWORD 'secret'");
    }

    @Test
    void refusesObjectsThatItCannotAccountFor() throws SQLException {
        var target = owned();
        SERVER.execute(target.url(), "CREATE TABLE a (i int)");

        assertThatThrownBy(() -> open(target)).isInstanceOf(BaselineRequiredException.class);
        baselines.record(target, List.of(revision("1.0")));
        open(target);

        assertThat(ledger.hasLedger(connections, target)).isTrue();
        assertThat(ledger.revisions(connections, target))
                .extracting(Revision::version, Revision::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("1.0", Revision.Kind.BASELINE));
    }

    @Test
    void countsWhatUsersMakeAndNotWhatExtensionsBring() throws SQLException {
        var objects = List.of(
                "CREATE TABLE x ()",
                "CREATE TYPE x AS ENUM ()",
                "CREATE DOMAIN x AS int",
                "CREATE SEQUENCE x",
                "CREATE FUNCTION x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE TYPE x AS (i int)");
        for (var object : objects) {
            var target = owned();
            try (var connection = SERVER.connect(target.url())) {
                assertThat(ledger.hasUserObjects(connection, target)).isFalse();
                SERVER.execute(target.url(), object);
                assertThat(ledger.hasUserObjects(connection, target)).as(object).isTrue();
            }
        }
    }

    @Test
    void keepsTheSchemasOfOneDatabaseApart() throws SQLException {
        var url = owned().url();
        var first = TargetFixtures.at(url, "ledger_login", "tenant_a", null);
        var second = TargetFixtures.at(url, "ledger_login", "tenant_b", null);
        SERVER.execute(url, "CREATE SCHEMA tenant_b; CREATE TABLE tenant_b.a (i int)");

        baselines.record(first, List.of(revision("1")));

        assertThat(ledger.hasLedger(connections, first)).isTrue();
        assertThat(ledger.hasLedger(connections, second)).isFalse();
        assertThatThrownBy(() -> open(second)).isInstanceOf(BaselineRequiredException.class);
    }

    @Test
    void refusesALedgerOfANewerSlipway() throws SQLException {
        var target = owned();
        open(target);
        SERVER.execute(target.url(), "UPDATE slipway.ledger SET version = 99");

        assertThatThrownBy(() -> ledger.revisions(connections, target))
                .hasMessage("The ledger in schema 'slipway' has version 99, this Slipway knows 2.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "public", "pg_ledger", "Ledger", "9to5", "a b", "information_schema", "x\"; DROP TABLE a; --"
            })
    void refusesASchemaThatCannotBeItsOwn(String schema) {
        assertThatThrownBy(() -> new Ledger(schema))
                .isInstanceOfSatisfying(
                        LedgerUnusableException.class,
                        refused -> assertThat(refused.code()).isEqualTo("ledger-schema-invalid"));
    }

    @Test
    void readsALedgerOfAnOlderSlipwayAndBringsItUpWhenItWrites() throws SQLException {
        var target = owned();
        try (var connection = connections.open(target, Connections.Login.MIGRATOR, "test")) {
            Rows.run(connection, "CREATE SCHEMA slipway");
            Rows.run(connection, LedgerSchema.upgrades("slipway").getFirst());
            Rows.run(connection, "UPDATE slipway.ledger SET version = 1");
            Rows.run(connection, "INSERT INTO slipway.fence VALUES ('', 4)");
            Rows.run(connection, """
                    INSERT INTO slipway.revision (scope, track, version, kind, path, sha256, release, task, applied_by, epoch)
                    VALUES ('', 'shop', '1', 'APPLIED', 'V1.sql', 'x', 'r', 't', 'rita', 4)
                    """);
        }

        var read = ledger.revisions(connections, target);
        open(target);

        assertThat(read).extracting(Revision::version).containsExactly("1");
        assertThat(ledger.revisions(connections, target)).isEqualTo(read);
        try (var connection = connections.open(target, Connections.Login.MIGRATOR, "test")) {
            assertThat(ledger.version(connection)).isEqualTo(LedgerSchema.VERSION);
        }
    }

    @Test
    void saysWhatToRunWhereItMayNotMakeItsSchema() {
        var target = TargetFixtures.target("ledger_login", null, null);

        assertThatThrownBy(() -> open(target))
                .isInstanceOfSatisfying(
                        LedgerUnusableException.class,
                        failure -> assertThat(failure.help())
                                .contains("CREATE SCHEMA \"slipway\" AUTHORIZATION \"ledger_login\""));
    }

    @Test
    void isClosedToOthersAndKnowsACopy() throws SQLException {
        var target = owned();
        open(target);
        var database = target.url().substring(target.url().lastIndexOf('/') + 1);
        SERVER.execute("CREATE DATABASE \"%s_copy\" TEMPLATE \"%s\"".formatted(database, database));
        var stranger = TargetFixtures.at(target.url(), "ledger_stranger", null, null);

        assertThatThrownBy(() -> ledger.revisions(connections, stranger))
                .hasMessage(
                        "Role 'ledger_stranger' may not read the ledger of target 'orders-eu' in schema 'slipway'.");
        try (var original = SERVER.connect(target.url());
                var copy = SERVER.connect(target.url() + "_copy")) {
            assertThat(ledger.isCopy(original)).isFalse();
            assertThat(ledger.isCopy(copy)).isTrue();
        }
        var cloned = TargetFixtures.at(target.url() + "_copy", "ledger_login", null, null);
        assertThatThrownBy(() -> open(cloned)).hasMessageContaining("it came here with a copy");
        assertThatThrownBy(() -> ledger.survey(connections, cloned)).hasMessageContaining("it came here with a copy");
        assertThat(ledger.takeOver(connections, target, false))
                .as("whether the original is taken for a copy")
                .isFalse();
    }

    @Test
    void refusesToRecordAVersionTwice() throws SQLException {
        var target = owned();
        baselines.record(target, List.of(revision("1")));

        assertThatThrownBy(() -> ledger.mark(connections, target, revision("1")))
                .hasMessage("Version '1' of track 'shop' is recorded already.");
    }

    @Test
    void isReadByTheReaderWhoMayWriteNothing() throws SQLException {
        var target = withReader(owned());
        open(target);
        baselines.record(target, List.of(revision("1")));
        var reader = TargetFixtures.at(target.url(), "ledger_reader", null, null);

        assertThat(ledger.revisions(connections, target))
                .extracting(Revision::version)
                .containsExactly("1");
        assertThat(ledger.hasLedger(connections, target)).isTrue();
        assertThatThrownBy(() -> baselines.record(reader, List.of(revision("2"))))
                .hasMessageContaining("permission denied");
        try (var connection = connections.open(target, Login.READER, "test")) {
            assertThatThrownBy(() -> Rows.run(connection, "UPDATE slipway.fence SET epoch = 9"))
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void saysWhatToGrantWhereTheReaderMayNotReadIt() throws SQLException {
        var target = owned();
        open(target);
        var withReader = withReader(target);

        assertThatThrownBy(() -> ledger.survey(connections, withReader))
                .isInstanceOfSatisfying(LedgerUnusableException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ledger-not-readable");
                    SERVER.execute(target.url(), refused.help().replace("Have the schema's owner run ", ""));
                });
        assertThat(ledger.revisions(connections, withReader)).isEmpty();
    }

    @Test
    void letsANewReaderReadItFromTheNextMigrationOn() throws SQLException {
        var target = owned();
        open(target);
        var withReader = withReader(target);

        open(withReader);

        assertThat(ledger.hasLedger(connections, withReader)).isTrue();
    }

    @Test
    void baselinesATrackOnce() throws SQLException {
        var target = owned();
        SERVER.execute(target.url(), "CREATE TABLE a (i int)");

        assertThat(baselines.foresee(target, List.of(revision("3"))))
                .isEqualTo(new Baselines.Outlook(false, false, true));
        assertThat(ledger.hasLedger(connections, target)).isFalse();
        baselines.record(target, List.of(revision("3")));
        baselines.record(target, List.of(revision("3")));
        assertThat(baselines.foresee(target, List.of(revision("3"))))
                .isEqualTo(new Baselines.Outlook(true, true, true));
        assertThatThrownBy(() -> baselines.foresee(target, List.of(revision("4"))))
                .isInstanceOf(BaselineConflictException.class)
                .hasMessage("Target 'orders-eu' has the baseline '3' of track 'shop', so '4' cannot be its baseline.");
        assertThatThrownBy(() -> baselines.record(target, List.of(revision("2"))))
                .isInstanceOf(BaselineConflictException.class);
        assertThat(ledger.revisions(connections, target)).hasSize(1);
    }

    @Test
    void baselinesNoTrackThatHasBegun() throws SQLException {
        var target = owned();
        ledger.mark(connections, target, revision("issue/1.1"));
        ledger.mark(connections, target, revision("R__views@4711"));
        assertThat(baselines.foresee(target, List.of(revision("3"))).recorded()).isFalse();
        ledger.mark(connections, target, revision("1"));

        assertThatThrownBy(() -> baselines.record(target, List.of(revision("3"))))
                .isInstanceOfSatisfying(
                        BaselineConflictException.class,
                        refused -> assertThat(refused.code()).isEqualTo("track-begun"));
        baselines.record(
                target, List.of(new Revision("stock", "3", Revision.Kind.BASELINE, "", "", "", "", "rita", null, 0)));
        assertThat(ledger.revisions(connections, target)).hasSize(4);
    }

    @Test
    void makesOneLedgerForSchemasThatAreMigratedAtOnce() throws Exception {
        var url = owned().url();
        var tenants = IntStream.range(0, 8)
                .mapToObj(tenant -> TargetFixtures.at(url, "ledger_login", "tenant_" + tenant, null))
                .toList();

        try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var opened : together.invokeAll(tenants.stream()
                    .map(tenant -> (Callable<Boolean>) () -> {
                        open(withReader(tenant));
                        return true;
                    })
                    .toList())) {
                assertThat(opened.get()).isTrue();
            }
        }

        assertThat(tenants)
                .allSatisfy(tenant ->
                        assertThat(ledger.hasLedger(connections, tenant)).isTrue());
    }

    /** Return the same target with a reader that is not its migrator. */
    private static Target withReader(Target target) {
        return new Target(
                target.name(),
                target.url(),
                null,
                target.schema(),
                new Credential("ledger_reader", "exec:printf secret"),
                target.migrator(),
                null,
                List.of(),
                Map.of());
    }

    private static Target owned() {
        var target = TargetFixtures.target("ledger_login", null, null);
        SERVER.execute("ALTER DATABASE \"%s\" OWNER TO ledger_login"
                .formatted(target.url().substring(target.url().lastIndexOf('/') + 1)));
        return target;
    }

    private void open(Target target) throws SQLException {
        try (var connection = connections.open(target, Login.MIGRATOR, "test")) {
            connection.setAutoCommit(false);
            ledger.open(connection, target);
            connection.commit();
        }
    }

    private static Revision revision(String version) {
        return new Revision("shop", version, Revision.Kind.BASELINE, "", "", "", "", "rita", null, 0);
    }
}
