package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.MIGRATOR;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.connect;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.revisions;
import static io.slipway.migrate.MigrateFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.sample.ConductorMigrations;
import io.slipway.target.Catalogue;
import io.slipway.target.Target;
import io.slipway.testing.Psql;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A product's own migrations end in the same database whether Slipway or psql ran them. */
class ConductorMigrationsTest {

    private static final Map<String, String> LOGIN = Map.of("PGUSER", MIGRATOR.username(), "PGPASSWORD", "secret");

    @Test
    void leaveTheSameCatalogueAsPsqlDoes() throws Exception {
        var psql = Psql.orSkip();
        var files = ConductorMigrations.files().entrySet().stream()
                .map(file -> file(file.getKey(), file.getValue()))
                .toList();
        var ours = target();
        var theirs = target();

        var result = migrator().migrate(attempt(1), ours, files, new RecordedProgress());
        for (var file : files) {
            psql.run(theirs.url(), LOGIN, file.statement());
        }

        assertThat(result).isEqualTo(new Done(files, List.of()));
        assertThat(describe(ours)).isEqualTo(describe(theirs)).hasSizeGreaterThan(100);
        assertThat(revisions(ours)).hasSize(8);
    }

    private static FileToRun file(String path, String sql) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return FileToRun.of("conductor", name.substring(1, name.indexOf('_')), path, sql);
    }

    private static List<String> describe(Target target) throws SQLException {
        try (var connection = connect(target)) {
            return new Catalogue("slipway").describe(connection);
        }
    }
}
