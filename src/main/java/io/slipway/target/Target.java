package io.slipway.target;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One database, optionally one schema in it, with everything that is needed to reach it and to run SQL there.
 *
 * <p>Variables are visible to the SQL as session settings: {@code tenant} is {@code current_setting('slipway.tenant')}.
 */
public record Target(
        Engine engine,
        String name,
        String url,
        @Nullable String directUrl,
        @Nullable String schema,
        Credential reader,
        Credential migrator,
        @Nullable String runAs,
        List<String> searchPath,
        Map<String, String> variables) {

    /** Make one on PostgreSQL. */
    public Target(
            String name,
            String url,
            @Nullable String directUrl,
            @Nullable String schema,
            Credential reader,
            Credential migrator,
            @Nullable String runAs,
            List<String> searchPath,
            Map<String, String> variables) {
        this(Engine.POSTGRESQL, name, url, directUrl, schema, reader, migrator, runAs, searchPath, variables);
    }

    public Target {
        searchPath = List.copyOf(searchPath);
        variables = Map.copyOf(variables);
    }

    /** Return the scope of this target in its database's ledger: the schema, or nothing for the whole database. */
    public String scope() {
        return schema == null ? "" : schema;
    }

    /** Return the search path that SQL starts with; empty means the one the database gives. */
    public List<String> effectiveSearchPath() {
        return searchPath.isEmpty() && schema != null ? List.of(schema) : searchPath;
    }

    /** Return the URL that leads to the server itself, past any pooler. */
    public String urlForMigrations() {
        return directUrl == null ? url : directUrl;
    }

    @Override
    public String toString() {
        return "Target[" + name + "]";
    }
}
