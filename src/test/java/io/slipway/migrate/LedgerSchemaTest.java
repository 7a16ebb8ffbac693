package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.CONNECTIONS;
import static io.slipway.migrate.MigrateFixtures.SETTINGS;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.sql.SqlParser;
import io.slipway.target.ledger.Ledger;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class LedgerSchemaTest {

    private final RecordedProgress progress = new RecordedProgress();

    @Test
    void keepsItsRecordInAnotherSchemaWhereOneIsConfiguredAndGuardsThat() throws SQLException {
        var target = target();
        new ApplicationContextRunner()
                .withUserConfiguration(SqlParser.class)
                .withPropertyValues("slipway.migration.ledger-schema=change_record")
                .run(context -> {
                    var parser = context.getBean(SqlParser.class);
                    var migrator = new Migrator(parser, CONNECTIONS, new Ledger("change_record"), SETTINGS);

                    var result =
                            migrator.migrate(attempt(1), target, List.of(file("1", "CREATE SCHEMA slipway")), progress);
                    var touching = migrator.migrate(
                            attempt(2),
                            target,
                            List.of(file("2", "DO $$ BEGIN DELETE FROM change_record.revision; END $$")),
                            progress);

                    assertThat(result).isInstanceOf(Done.class);
                    assertThat(touching)
                            .isInstanceOfSatisfying(
                                    Failed.class,
                                    failed -> assertThat(failed.code()).isEqualTo("forbidden-statement"));
                });
        assertThat(texts(target, "SELECT version FROM change_record.revision")).containsExactly("1");
        assertThat(texts(target, "SELECT relname FROM pg_class WHERE relnamespace = 'slipway'::regnamespace"))
                .isEmpty();
    }
}
