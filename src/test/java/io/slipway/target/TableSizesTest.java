package io.slipway.target;

import static io.slipway.target.TargetFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.target.TableSizes.Name;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TableSizesTest {

    private static String url;

    @BeforeAll
    static void fill() {
        url = SERVER.createDatabase("sizes");
        SERVER.execute(url, """
                CREATE SCHEMA other;
                CREATE TABLE item (id int PRIMARY KEY);
                INSERT INTO item SELECT generate_series(1, 5000);
                CREATE TABLE other.item (id int);
                INSERT INTO other.item SELECT generate_series(1, 100);
                CREATE TABLE part (id int, day date) PARTITION BY RANGE (day);
                CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                INSERT INTO part SELECT i, '2026-01-02' FROM generate_series(1, 700) i;
                CREATE TABLE empty (id int);
                ANALYZE;
                CREATE TABLE fresh (id int) WITH (autovacuum_enabled = off);
                INSERT INTO fresh VALUES (1);
                """);
    }

    @Test
    @DisplayName("Rows and bytes are PostgreSQL's estimates; partitions count for their table, an empty table is empty")
    void tellsTheSizes() throws SQLException {
        assertThat(of("item").rows()).isEqualTo(5000);
        assertThat(of("item").bytes()).isGreaterThan(5000 * 4);
        assertThat(of("part").rows()).isEqualTo(700);
        assertThat(of("empty")).isEqualTo(new TableSizes.Size(0, 0));
        assertThat(of("item", "part").rows()).isEqualTo(5700);
        assertThat(of("item", "part").bytes()).isEqualTo(of("item").bytes());
    }

    @Test
    @DisplayName("A name without schema is found as SQL would find it; what there is not counts nothing")
    void findsTablesByTheSearchPath() throws SQLException {
        assertThat(sizes(List.of("other", "public"), new Name("", "item")).rows())
                .isEqualTo(100);
        assertThat(sizes(List.of("public"), new Name("other", "item")).rows()).isEqualTo(100);
        assertThat(of("nothing")).isEqualTo(new TableSizes.Size(0, 0));
    }

    @Test
    @DisplayName("A table that was never analysed has an unknown number of rows, and makes the sum unknown")
    void saysWhatIsNotKnown() throws SQLException {
        assertThat(of("fresh").rows()).isEqualTo(-1);
        assertThat(of("fresh", "item").rows()).isEqualTo(-1);
    }

    private static TableSizes.Size of(String... names) throws SQLException {
        return sizes(
                List.of(), Arrays.stream(names).map(name -> new Name("", name)).toArray(Name[]::new));
    }

    private static TableSizes.Size sizes(List<String> path, Name... names) throws SQLException {
        try (var connection = SERVER.connect(url)) {
            connection.setAutoCommit(false);
            return TableSizes.of(connection, path, List.of(Arrays.asList(names)))
                    .getFirst();
        }
    }
}
