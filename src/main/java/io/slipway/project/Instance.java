package io.slipway.project;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Embedded;

/** A database server with the two credentials Slipway uses there: one that only reads, one that migrates. */
public record Instance(
        @Id long id,
        String name,
        Engine engine,
        long environment,
        String zone,
        String url,
        @Nullable String directUrl,
        @Embedded.Empty(prefix = "reader_") Credential reader,
        @Embedded.Empty(prefix = "migrator_") Credential migrator,
        @Embedded.Nullable(prefix = "scratch_") @Nullable Scratch scratch) {

    /** The kind of database server. */
    public enum Engine {
        /** PostgreSQL 14 or newer. */
        POSTGRESQL,
        /** MariaDB 10.6 or MySQL 8.0 or newer. */
        MARIADB
    }

    /** A user and the reference ({@code env:}, {@code file:} or {@code exec:}) to its password. */
    public record Credential(String username, String password) {}

    /** A throw-away server on which changes are simulated by an unprivileged role. */
    public record Scratch(String url, String username, String password) {}

    /** Return the resource name. */
    public String resource() {
        return "instances/" + name;
    }

    /** Return the URL that migrations use: the direct one where the other goes through a pooler. */
    public String migrationUrl() {
        return directUrl == null ? url : directUrl;
    }
}
