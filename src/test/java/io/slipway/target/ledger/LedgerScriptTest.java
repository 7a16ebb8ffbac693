package io.slipway.target.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.target.Connections;
import io.slipway.target.Target;
import io.slipway.target.TargetFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The script in the documentation with which a DBA makes the ledger beforehand, where the migrator may make no schema. */
class LedgerScriptTest {

    private static final Path SCRIPT = Path.of("src", "docs", "ledger.sql");
    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    private final Connections connections = new Connections();
    private final Ledger ledger = new Ledger(Ledger.DEFAULT_SCHEMA);
    private final Baselines baselines = new Baselines(ledger, connections);

    @Test
    void isWhatAMigrationWouldMake() throws IOException {
        var script = """
                -- Makes Slipway's ledger in a database, run there by a role that may SET ROLE to the migrator's.
                -- Put your own names for slipway_migrator and slipway_reader. Written by LedgerScriptTest from the ledger's source.
                BEGIN;
                CREATE SCHEMA slipway AUTHORIZATION slipway_migrator;
                REVOKE ALL ON SCHEMA slipway FROM PUBLIC;
                SET LOCAL ROLE slipway_migrator;
                %s
                REVOKE ALL ON ALL TABLES IN SCHEMA slipway FROM PUBLIC;
                UPDATE slipway.ledger
                SET version = %d, system_identifier = (SELECT system_identifier::text FROM pg_catalog.pg_control_system());
                GRANT USAGE ON SCHEMA slipway TO slipway_reader;
                GRANT SELECT ON ALL TABLES IN SCHEMA slipway TO slipway_reader;
                COMMIT;
                """.formatted(
                        String.join("\n", LedgerSchema.upgrades("slipway")).strip(), LedgerSchema.VERSION);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(SCRIPT, script);
        }
        assertThat(Files.readString(SCRIPT)).isEqualTo(script);
    }

    @Test
    void letsAMigratorWorkThatMayMakeNoSchema() throws IOException, SQLException {
        TargetFixtures.role("script_migrator", "LOGIN PASSWORD 'secret'");
        TargetFixtures.role("script_reader", "LOGIN PASSWORD 'secret'");
        TargetFixtures.role("ledger_stranger", "LOGIN PASSWORD 'secret'");
        var target = TargetFixtures.target("script_migrator", null, null);
        assertThatThrownBy(() -> record(target)).isInstanceOf(LedgerUnusableException.class);

        SERVER.execute(
                target.url(),
                Files.readString(SCRIPT)
                        .replace("slipway_migrator", "script_migrator")
                        .replace("slipway_reader", "script_reader"));
        record(target);

        assertThat(ledger.revisions(connections, reader(target, "script_reader")))
                .extracting(Revision::version)
                .containsExactly("1");
        try (var connection = SERVER.connect(target.url())) {
            assertThat(ledger.isCopy(connection)).isFalse();
            assertThat(ledger.version(connection)).isEqualTo(LedgerSchema.VERSION);
        }
        assertThatThrownBy(() -> ledger.revisions(connections, reader(target, "ledger_stranger")))
                .hasMessageContaining("may not read the ledger");
    }

    private void record(Target target) {
        baselines.record(
                target, List.of(new Revision("shop", "1", Revision.Kind.BASELINE, "", "", "", "", "rita", null, 0)));
    }

    private static Target reader(Target target, String login) {
        return TargetFixtures.at(target.url(), login, null, null);
    }
}
