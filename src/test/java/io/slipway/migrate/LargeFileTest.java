package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.target;
import static io.slipway.migrate.MigrateFixtures.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.release.ReleaseDraft;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A file as large as a file may be is run as a small one is. */
class LargeFileTest {

    private static final String TABLE = "CREATE TABLE load (id int PRIMARY KEY, note text);\n";

    private final RecordedProgress progress = new RecordedProgress();

    private static String script(long size, String last) {
        var text = new StringBuilder(TABLE);
        var filler = "x;'' --".repeat(7_000);
        var id = 0;
        while (text.length() + filler.length() + 60 < size - last.length()) {
            text.append("INSERT INTO load VALUES (%d, '".formatted(id++))
                    .append(filler)
                    .append("');\n");
            if (id == 50) {
                text.append("CREATE INDEX CONCURRENTLY load_half ON load (id) WHERE id > 7;\n");
            }
        }
        return text.append(" ".repeat((int) (size - text.length() - last.length())))
                .append(last)
                .toString();
    }

    @Test
    void fiftyMegabytesRun() throws SQLException {
        var target = target();
        var file = file("1", script(ReleaseDraft.LARGEST_FILE, "SELECT 1;"));

        var done = migrator().migrate(attempt(1), target, List.of(file), progress);

        assertThat(done).isInstanceOf(Done.class);
        assertThat(file.statement()).hasSize((int) ReleaseDraft.LARGEST_FILE);
        assertThat(texts(target, "SELECT count(*) || ' ' || max(id) + 1 FROM load"))
                .allMatch(row -> row.matches("(\\d+) \\1"));
    }

    @Test
    void aFailureFarBehindKeepsTheSegmentsBeforeIt() throws SQLException {
        var target = target();
        var failing = file("1", script(5 << 20, "SELECT 1 / 0;"));
        var mended = file("1", failing.statement().replace("1 / 0", "1 / 1"));

        var failed = migrator().migrate(attempt(1), target, List.of(failing), progress);
        var between = texts(target, "SELECT count(*)::text FROM load");
        var done = migrator().migrate(attempt(2), target, List.of(mended), progress);

        assertThat(failed)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failure -> assertThat(
                                        Objects.requireNonNull(failure.place()).line())
                                .isEqualTo((int) failing.statement().lines().count()));
        assertThat(between).containsExactly("50");
        assertThat(done).isInstanceOf(Done.class);
    }

    @Test
    void whatNoMigrationMayDoIsRefusedHoweverFarBehindItStands() throws SQLException {
        var target = target();

        var result = migrator()
                .migrate(
                        attempt(1),
                        target,
                        List.of(file("1", script(4 << 20, "DELETE FROM slipway.revision;"))),
                        progress);

        assertThat(result)
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.code()).isEqualTo("forbidden-statement"));
        assertThat(texts(target, "SELECT to_regclass('load')::text IS NULL")).containsExactly("t");
    }
}
