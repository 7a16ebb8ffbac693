package io.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.Parsed;
import io.slipway.sql.SqlParser;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TouchedTest {

    private static final SqlParser PARSER = new SqlParser();

    @Test
    @DisplayName(
            "Rows are changed by UPDATE, DELETE, MERGE and TRUNCATE; tables by these, by INSERT, ALTER, DROP and CREATE INDEX")
    void namesTheTables() {
        var touched = by("""
                UPDATE a SET i = (SELECT max(i) FROM read);
                DELETE FROM s.b USING read WHERE true;
                MERGE INTO c USING read ON true WHEN MATCHED THEN DELETE;
                TRUNCATE d;
                INSERT INTO e VALUES (1);
                ALTER TABLE f ADD COLUMN x int;
                DROP TABLE g;
                CREATE INDEX ON h (i);
                CREATE TABLE k (i int);
                """);

        assertThat(touched.known()).isTrue();
        assertThat(touched.rows())
                .extracting(table -> table.schema().isEmpty() ? table.name() : table.schema() + "." + table.name())
                .containsExactlyInAnyOrder("a", "s.b", "c", "d");
        assertThat(touched.tables())
                .extracting(table -> table.schema().isEmpty() ? table.name() : table.schema() + "." + table.name())
                .containsExactlyInAnyOrder("a", "s.b", "c", "d", "e", "f", "g", "h");
    }

    @Test
    @DisplayName("What code touches cannot be told, nor what a file that cannot be read does")
    void saysWhatIsNotKnown() {
        assertThat(by("DO $$ BEGIN DELETE FROM a; END $$").known()).isFalse();
        assertThat(by("ALTER TABEL a").known()).isFalse();
        assertThat(by("UPDATE a SET i = 1").and(by("DO $$ BEGIN END $$")).known())
                .isFalse();
    }

    private static Touched by(String sql) {
        return Touched.by(CheckedFile.of(CheckFixtures.file("V1__a.sql", sql), text -> Parsed.of(PARSER, text)));
    }
}
