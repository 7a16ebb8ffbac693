package io.slipway.mariadb.ledger;

import io.slipway.mariadb.server.RefusedByServerException;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.LedgerUnusableException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes the ledger's tables, in the target's own database: that needs no right beyond those of a migration, and a dump or copy of the
 * database takes its ledger along. Each definition commits by itself, so each is harmless when repeated, and the row that says the ledger is
 * there is written last.
 */
final class LedgerTables {

    static final int VERSION = 1;

    private static final String KIND = " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    /** The tables as of version 1; a later version adds a list of its own, each statement of it harmless when repeated. */
    private static final List<String> FIRST = List.of("""
            CREATE TABLE IF NOT EXISTS slipway_ledger (
                one           TINYINT      NOT NULL PRIMARY KEY,
                version       INT          NOT NULL,
                server        VARCHAR(300) NOT NULL,
                database_name VARCHAR(64)  NOT NULL,
                created_at    DATETIME(6)  NOT NULL
            )""", """
            CREATE TABLE IF NOT EXISTS slipway_fence (
                one   TINYINT NOT NULL PRIMARY KEY,
                epoch BIGINT  NOT NULL
            )""", """
            CREATE TABLE IF NOT EXISTS slipway_session (
                id            BIGINT          NOT NULL AUTO_INCREMENT PRIMARY KEY,
                lock_name     VARCHAR(64)     NOT NULL,
                epoch         BIGINT          NOT NULL,
                connection_id BIGINT UNSIGNED NOT NULL,
                login         VARCHAR(300)    NOT NULL,
                opened_at     DATETIME(6)     NOT NULL
            )""", """
            CREATE TABLE IF NOT EXISTS slipway_revision (
                track        VARCHAR(255)  NOT NULL,
                version      VARCHAR(255)  NOT NULL,
                kind         VARCHAR(20)   NOT NULL,
                path         VARCHAR(2000) NOT NULL,
                sha256       VARCHAR(100)  NOT NULL,
                release_name VARCHAR(500)  NOT NULL,
                task         VARCHAR(500)  NOT NULL,
                applied_by   VARCHAR(500)  NOT NULL,
                applied_at   DATETIME(6)   NOT NULL,
                epoch        BIGINT        NOT NULL,
                PRIMARY KEY (track, version)
            )""", """
            CREATE TABLE IF NOT EXISTS slipway_segment (
                track         VARCHAR(255)    NOT NULL,
                version       VARCHAR(255)    NOT NULL,
                position      INT             NOT NULL,
                sha256        VARCHAR(100)    NOT NULL,
                state         VARCHAR(20)     NOT NULL,
                epoch         BIGINT          NOT NULL,
                connection_id BIGINT UNSIGNED NOT NULL,
                expectation   LONGTEXT,
                started_at    DATETIME(6)     NOT NULL,
                done_at       DATETIME(6),
                PRIMARY KEY (track, version, position)
            )""");

    private LedgerTables() {}

    /** Return the version of the ledger that is there, 0 if there is none. */
    static int version(Connection connection) throws SQLException {
        if (!isThere(connection)) {
            return 0;
        }
        int version = (int) Rows.number(connection, "SELECT version FROM slipway_ledger WHERE one = 1");
        if (version > VERSION) {
            throw LedgerUnusableException.newer("database '%s'".formatted(connection.getCatalog()), version, VERSION);
        }
        return version;
    }

    private static boolean isThere(Connection connection) throws SQLException {
        return Rows.flag(connection, """
                SELECT COUNT(*) > 0
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'slipway_ledger'
                """);
    }

    /** Make what is missing of the ledger; outside of any transaction. */
    static void make(Connection connection, Target target) throws SQLException {
        if (version(connection) == VERSION) {
            return;
        }
        for (var statement : FIRST) {
            Rows.run(connection, statement + KIND);
        }
        requireInnoDb(connection, target);
        Rows.update(
                connection,
                "INSERT IGNORE INTO slipway_ledger VALUES (1, ?, " + Origin.SERVER + ", DATABASE(), UTC_TIMESTAMP(6))",
                VERSION);
    }

    /** A server may put another engine in the place of the one that is asked for. */
    private static void requireInnoDb(Connection connection, Target target) throws SQLException {
        var others = Rows.list(connection, """
                SELECT TABLE_NAME
                FROM information_schema.TABLES
                WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME LIKE 'slipway\\_%' AND ENGINE <> 'InnoDB'
                """, row -> row.getString(1));
        if (!others.isEmpty()) {
            throw new RefusedByServerException(
                    "ledger-not-innodb",
                    "The ledger's tables of target '%s' are not kept by InnoDB: %s."
                            .formatted(target.name(), String.join(", ", others)),
                    "Drop them, turn InnoDB on, and try again.");
        }
    }
}
