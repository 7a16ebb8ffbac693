package io.slipway.target.history;

/** A migration tool that keeps its record in a table of the database. */
public enum Tool {
    /** Columns and types of rows as in Flyway's documentation of its schema history table. */
    FLYWAY("Flyway", "flyway_schema_history", """
            SELECT version, script, CASE WHEN success THEN type ELSE 'FAILED' END, checksum
            FROM %s
            ORDER BY installed_rank
            """),
    /** Columns and types of execution as in Liquibase's documentation of its DATABASECHANGELOG table. */
    LIQUIBASE("Liquibase", "databasechangelog", """
            SELECT CAST(NULL AS text), filename, exectype, CAST(NULL AS int)
            FROM %s
            ORDER BY orderexecuted, dateexecuted
            """);

    private final String title;
    private final String table;
    private final String query;

    Tool(String title, String table, String query) {
        this.title = title;
        this.table = table;
        this.query = query;
    }

    /** Return the name by which people know it. */
    public String title() {
        return title;
    }

    /** Return the name that its table has unless one is given. */
    public String table() {
        return table;
    }

    /** Return the query that lists a table's rows, oldest first. */
    String query(String quotedTable) {
        return query.formatted(quotedTable);
    }
}
