package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.MIGRATOR;
import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.revisions;
import static io.slipway.migrate.MigrateFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.sample.CamundaEngineMigrations;
import io.slipway.sample.ConductorMigrations;
import io.slipway.target.Catalogue;
import io.slipway.target.Target;
import io.slipway.testing.BesideOthers;
import io.slipway.testing.Psql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products' own migrations end in the same database whether Slipway or psql ran them, on each PostgreSQL that is maintained. */
@BesideOthers
class PublishedMigrationsTest {

    private static final Map<String, String> LOGIN = Map.of("PGUSER", MIGRATOR.username(), "PGPASSWORD", "secret");

    private final Psql psql = Psql.orSkip();

    @Test
    void leaveTheSameCatalogueAsPsqlDoes() throws IOException, SQLException {
        compare(EmbeddedPostgres.shared());
    }

    @ParameterizedTest
    @ValueSource(strings = {"15", "16", "18"})
    void leaveTheSameCatalogueAsPsqlDoesOnOtherVersions(String major) throws IOException, SQLException {
        try (var server = EmbeddedPostgres.startOther(major, "published-" + major)) {
            compare(server);
        }
    }

    private void compare(EmbeddedPostgres server) throws IOException, SQLException {
        compare(server, "conductor", ConductorMigrations.files(), 8);
        compare(server, "camunda", CamundaEngineMigrations.files(), 15);
    }

    private void compare(EmbeddedPostgres server, String track, Map<String, String> published, int count)
            throws IOException, SQLException {
        var files = new ArrayList<FileToRun>();
        published.forEach((path, sql) -> files.add(FileToRun.of(track, String.valueOf(files.size() + 1), path, sql)));
        var ours = target(server);
        var theirs = target(server);

        var result = migrator().migrate(attempt(1), ours, files, new RecordedProgress());
        for (var file : files) {
            psql.run(theirs.url(), LOGIN, file.statement());
        }

        assertThat(result).as(track).isEqualTo(new Done(files, List.of()));
        assertThat(describe(server, ours))
                .as(track)
                .isEqualTo(describe(server, theirs))
                .hasSizeGreaterThan(100);
        assertThat(revisions(ours)).hasSize(count);
    }

    private static List<String> describe(EmbeddedPostgres server, Target target) throws SQLException {
        try (var connection = server.connect(target.url())) {
            return new Catalogue("slipway").describe(connection);
        }
    }
}
