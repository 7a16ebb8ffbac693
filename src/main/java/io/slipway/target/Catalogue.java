package io.slipway.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes what a database is made of, so that two made by the same SQL read the same; rows and owners are left out. */
public final class Catalogue {

    private final String ledgerSchema;
    private final @Nullable String schema;

    /** The ledger's schema is no part of what a database is made of. */
    public Catalogue(String ledgerSchema) {
        this(ledgerSchema, null);
    }

    /** Describe one schema alone, or all if it is null: what happens to other tenants of a database is not this one's concern. */
    public Catalogue(String ledgerSchema, @Nullable String schema) {
        this.ledgerSchema = ledgerSchema;
        this.schema = schema;
    }

    /** Return the SHA-256 of the description. */
    public String fingerprint(Connection connection) throws SQLException {
        return hash(String.join("\n", describe(connection)));
    }

    /** Return a line for each thing, in an order of its own: no line depends on an oid or on who connects. */
    public List<String> describe(Connection connection) throws SQLException {
        var ownTransaction = connection.getAutoCommit();
        if (ownTransaction) {
            connection.setAutoCommit(false);
        }
        var savepoint = connection.setSavepoint();
        try {
            Rows.run(connection, "SET LOCAL search_path = pg_catalog");
            var lines = new ArrayList<String>();
            for (var query : CatalogueQueries.ALL) {
                lines.addAll(Rows.list(
                        connection,
                        CatalogueQueries.OURS + query,
                        row -> row.getString(1),
                        ledgerSchema,
                        schema,
                        schema));
            }
            return lines.stream().sorted().toList();
        } finally {
            connection.rollback(savepoint);
            if (ownTransaction) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
