package io.slipway.migrate;

import static io.slipway.migrate.MigrateFixtures.attempt;
import static io.slipway.migrate.MigrateFixtures.file;
import static io.slipway.migrate.MigrateFixtures.migrator;
import static io.slipway.migrate.MigrateFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.script.ScriptReader;
import io.slipway.migrate.script.Segment;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Law 3: statements run in the order in which they stand. */
class StatementsAreNeverReorderedTest {

    private static final String MIXED = """
            CREATE TYPE mood AS ENUM ('sad');
            CREATE INDEX CONCURRENTLY IF NOT EXISTS none ON pg_temp.nothing (i);
            CREATE TABLE a (i int);
            ALTER TYPE mood ADD VALUE 'happy';
            BEGIN;
            CREATE TABLE b (m mood DEFAULT 'happy');
            INSERT INTO b DEFAULT VALUES;
            COMMIT;
            DROP INDEX CONCURRENTLY IF EXISTS none;
            VACUUM a;
            INSERT INTO a VALUES (1);
            SELECT count(*) FROM a;
            """;

    @Test
    void segmentsKeepTheOrderOfTheFileAndLoseNothing() {
        var segments = new ScriptReader(MigrateFixtures.PARSER).read("mixed.sql", MIXED);

        assertThat(segments.stream().flatMap(segment -> segment.statements().stream()))
                .extracting("position")
                .containsExactly(1, 2, 3, 4, 6, 7, 9, 10, 11, 12);
        assertThat(segments).extracting(segment -> segment.statements().size()).containsExactly(1, 1, 1, 1, 2, 1, 1, 2);
        assertThat(segments)
                .extracting(Segment::inPlace)
                .containsExactly(false, true, false, false, false, true, true, false);
    }

    @Test
    void theServerSeesThemInTheOrderOfTheFile() {
        var progress = new RecordedProgress();
        var runnable = MIXED.replaceFirst("CREATE INDEX.*\n", "SELECT 0;\n");

        var result = migrator().migrate(attempt(1), target(), List.of(file("1", runnable)), progress);

        assertThat(result).isInstanceOf(Done.class);
        assertThat(progress.logs)
                .extracting(StatementLog::position)
                .isEqualTo(IntStream.of(1, 2, 3, 4, 6, 7, 9, 10, 11, 12).boxed().toList());
    }
}
