package io.slipway.migrate;

import io.slipway.target.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random files whose statements each leave a mark that can be counted: a row of its own number, or an object of its own name. The same seed
 * gives the same files.
 */
final class FaultScript {

    private static final int PARTITIONS = 4;
    private static final String SETUP = """
            CREATE TABLE mark (statement int NOT NULL);
            CREATE TYPE color AS ENUM ('none');
            CREATE TABLE paint (c color, statement int);
            CREATE TABLE part (id int) PARTITION BY LIST (id);
            CREATE TABLE part_1 PARTITION OF part FOR VALUES IN (1);
            CREATE TABLE part_2 PARTITION OF part FOR VALUES IN (2);
            CREATE TABLE part_3 PARTITION OF part FOR VALUES IN (3);
            CREATE TABLE part_4 PARTITION OF part FOR VALUES IN (4);
            """;

    private final Random random;
    private final List<Integer> rows = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<String> indexes = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private final List<String> detached = new ArrayList<>();
    private final List<FileToRun> files = new ArrayList<>();
    private int statements;
    private boolean probeless;

    FaultScript(long seed) {
        this.random = new Random(seed);
        files.add(file("1", SETUP));
        var count = 2 + random.nextInt(3);
        for (var number = 2; number < 2 + count; number++) {
            files.add(file(String.valueOf(number), pieces(1 + random.nextInt(4))));
        }
    }

    private static FileToRun file(String version, String sql) {
        return FileToRun.of("shop", version, "V" + version + ".sql", sql);
    }

    List<FileToRun> files() {
        return List.copyOf(files);
    }

    /** Tell whether a statement is among them whose effect no catalogue shows. */
    boolean isProbeless() {
        return probeless;
    }

    private String pieces(int count) {
        var sql = new StringBuilder("-- made at random\n");
        for (var piece = 0; piece < count; piece++) {
            sql.append(piece());
        }
        return sql.toString();
    }

    private String piece() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> row();
            case 4, 5 -> row() + row();
            case 6, 7 -> "DO $$BEGIN PERFORM pg_sleep(0.01); %s END$$;\n".formatted(row());
            case 8, 9, 10 -> "BEGIN;\n%sSAVEPOINT here;\n%sCOMMIT;\n".formatted(row(), row());
            case 11, 12, 13 -> index();
            case 14 -> unindex();
            case 15, 16 -> label();
            case 17 -> detach();
            case 18 -> column();
            default -> random.nextInt(12) == 0 ? vacuum() : row();
        };
    }

    private int next() {
        return ++statements;
    }

    private String row() {
        var number = next();
        rows.add(number);
        return "INSERT INTO mark VALUES (%d);\n".formatted(number);
    }

    private String column() {
        var name = "c_" + next();
        columns.add(name);
        return "ALTER TABLE mark ADD COLUMN %s int;\n".formatted(name);
    }

    private String index() {
        var name = "i_" + next();
        indexes.add(name);
        return "CREATE INDEX CONCURRENTLY %s ON mark (statement);\n".formatted(name);
    }

    private String unindex() {
        if (indexes.isEmpty()) {
            return row();
        }
        var name = indexes.remove(random.nextInt(indexes.size()));
        dropped.add(name);
        return "DROP INDEX CONCURRENTLY %s;\n".formatted(name);
    }

    private String label() {
        var number = next();
        labels.add("l_" + number);
        return "ALTER TYPE color ADD VALUE 'l_%1$d';\nINSERT INTO paint VALUES ('l_%1$d', %1$d);\n".formatted(number);
    }

    private String detach() {
        if (detached.size() == PARTITIONS) {
            return row();
        }
        var name = "part_" + (detached.size() + 1);
        detached.add(name);
        return "ALTER TABLE part DETACH PARTITION %s CONCURRENTLY;\n".formatted(name);
    }

    private String vacuum() {
        probeless = true;
        return "VACUUM mark;\n";
    }

    /** What was found in the target: how many statements left their mark more than once, and how many none. */
    record Count(int duplicates, int losses) {}

    /** Count the marks of a migration that says that it is done. */
    Count count(Connection connection) throws SQLException {
        var lost = 0;
        var twice = 0;
        for (var number : rows) {
            var found = Rows.number(connection, "SELECT count(*) FROM mark WHERE statement = " + number);
            lost += found == 0 ? 1 : 0;
            twice += found > 1 ? 1 : 0;
        }
        for (var label : labels) {
            var found = Rows.number(connection, "SELECT count(*) FROM paint WHERE c::text = '" + label + "'");
            lost += found == 0 ? 1 : 0;
            twice += found > 1 ? 1 : 0;
        }
        for (var column : columns) {
            lost += has(connection, "pg_attribute WHERE attrelid = 'mark'::regclass AND attname = '" + column + "'")
                    ? 0
                    : 1;
        }
        for (var index : indexes) {
            lost += has(connection, "pg_index WHERE indisvalid AND indexrelid = to_regclass('" + index + "')") ? 0 : 1;
        }
        for (var index : dropped) {
            lost += has(connection, "pg_class WHERE relname = '" + index + "'") ? 1 : 0;
        }
        for (var partition : detached) {
            lost += has(connection, "pg_inherits WHERE inhrelid = '" + partition + "'::regclass") ? 1 : 0;
        }
        // What nobody asked for is a statement that ran once more than it was recorded.
        if (has(connection, "pg_index WHERE NOT indisvalid")) {
            twice++;
        }
        for (var file : files) {
            lost += has(connection, "slipway.revision WHERE version = '" + file.version() + "'") ? 0 : 1;
        }
        return new Count(twice, lost);
    }

    /** Count what ran twice, of a migration that is not done. */
    int duplicates(Connection connection) throws SQLException {
        return has(connection, "pg_class WHERE relname = 'mark'")
                ? (int) Rows.number(
                        connection,
                        "SELECT count(*) FROM (SELECT FROM mark GROUP BY statement HAVING count(*) > 1) twice")
                : 0;
    }

    private static boolean has(Connection connection, String what) throws SQLException {
        return Rows.flag(connection, "SELECT EXISTS (SELECT FROM %s)".formatted(what));
    }
}
