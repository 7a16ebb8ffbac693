package io.slipway.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** How large tables are by PostgreSQL's own estimates, which cost nothing: {@code reltuples} and the sizes of files. */
public final class TableSizes {

    /** Partitions count for their table; a table that was never analysed has an unknown number of rows unless it is empty. */
    private static final String QUERY = """
            WITH named AS (
                SELECT * FROM unnest(CAST(? AS text[]), CAST(? AS text[])) AS n (schema, name)
            ), found AS (
                SELECT DISTINCT ON (named.schema, named.name) c.oid
                FROM named
                JOIN pg_class c ON c.relname = named.name AND c.relkind IN ('r', 'p', 'm')
                JOIN pg_namespace s ON s.oid = c.relnamespace
                LEFT JOIN unnest(CAST(? AS text[])) WITH ORDINALITY AS path (schema, position) ON path.schema = s.nspname
                WHERE s.nspname = named.schema OR (named.schema = '' AND path.position IS NOT NULL)
                ORDER BY named.schema, named.name, path.position
            ), sized AS (
                SELECT found.oid,
                       sum(CASE WHEN part.relkind = 'p' OR pg_relation_size(part.oid) = 0 THEN 0
                                WHEN part.reltuples >= 0 THEN part.reltuples END) AS rows,
                       bool_or(part.relkind <> 'p' AND part.reltuples < 0 AND pg_relation_size(part.oid) > 0) AS unknown,
                       sum(pg_total_relation_size(part.oid)) AS bytes
                FROM found
                JOIN LATERAL (
                    SELECT found.oid AS relid
                    UNION
                    SELECT CAST(relid AS oid) FROM pg_partition_tree(found.oid)) AS tree ON true
                JOIN pg_class part ON part.oid = tree.relid
                GROUP BY found.oid
            )
            SELECT CASE WHEN bool_or(unknown) THEN -1 ELSE coalesce(sum(rows), 0) END, coalesce(max(bytes), 0)
            FROM sized
            """;

    private TableSizes() {}

    /** A table as SQL names it; the schema is empty where the search path decides. */
    public record Name(String schema, String name) {}

    /**
     * The size of some tables.
     *
     * @param rows of all of them, or -1 if that is not known
     * @param bytes of the largest, with its indexes
     */
    public record Size(long rows, long bytes) {

        static final Size NONE = new Size(0, 0);
    }

    static List<Size> of(Connection connection, List<String> searchPath, List<? extends Collection<Name>> groups)
            throws SQLException {
        var path = searchPath.isEmpty()
                ? Rows.list(connection, "SELECT unnest(pg_catalog.current_schemas(false))", row -> row.getString(1))
                : searchPath;
        Rows.run(connection, "SET LOCAL search_path = pg_catalog");
        var sizes = new ArrayList<Size>();
        for (var tables : groups) {
            sizes.add(of(connection, tables, path));
        }
        return sizes;
    }

    private static Size of(Connection connection, Collection<Name> tables, List<String> path) throws SQLException {
        return Rows.list(
                        connection,
                        QUERY,
                        row -> new Size(row.getLong(1), row.getLong(2)),
                        array(connection, tables.stream().map(Name::schema).toList()),
                        array(connection, tables.stream().map(Name::name).toList()),
                        array(connection, path))
                .getFirst();
    }

    private static Object array(Connection connection, List<String> texts) throws SQLException {
        return connection.createArrayOf("text", texts.toArray());
    }
}
