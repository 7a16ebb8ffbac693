package io.slipway.target;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How busy a server is at one moment, as far as the reader is shown it.
 *
 * @param active sessions that run a statement
 * @param sessions sessions of clients
 * @param maxConnections how many there may be
 * @param longestTransaction how long the oldest transaction has been open, or null if none is
 * @param lag how far the slowest standby is behind, or this one behind its primary; null if none is known
 * @param partly whether PostgreSQL hides what the sessions of others do, so that there may be more
 */
public record ServerLoad(
        long active,
        long sessions,
        long maxConnections,
        @Nullable Duration longestTransaction,
        @Nullable Duration lag,
        boolean partly) {

    /** A standby that has nothing to replay is not behind, whenever its last transaction was. */
    private static final String QUERY = """
            SELECT count(*) FILTER (WHERE a.state = 'active' AND a.pid <> pg_backend_pid()),
                count(*),
                CAST(current_setting('max_connections') AS bigint),
                CAST(extract(epoch FROM clock_timestamp() - min(a.xact_start) FILTER (WHERE a.pid <> pg_backend_pid())) * 1000 AS bigint),
                CAST(extract(epoch FROM CASE
                    WHEN NOT pg_is_in_recovery() THEN (SELECT max(replay_lag) FROM pg_stat_replication)
                    WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN interval '0'
                    ELSE clock_timestamp() - pg_last_xact_replay_timestamp()
                END) * 1000 AS bigint),
                NOT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE')
            FROM pg_stat_activity a
            WHERE a.backend_type = 'client backend' OR a.backend_type IS NULL
            """;

    static ServerLoad of(Connection connection) throws SQLException {
        Rows.run(connection, "SET LOCAL search_path = pg_catalog");
        Rows.run(connection, "SET LOCAL statement_timeout = '2s'");
        return Rows.list(
                        connection,
                        QUERY,
                        row -> new ServerLoad(
                                row.getLong(1),
                                row.getLong(2),
                                row.getLong(3),
                                millis(row.getObject(4)),
                                millis(row.getObject(5)),
                                row.getBoolean(6)))
                .getFirst();
    }

    private static @Nullable Duration millis(@Nullable Object value) {
        return value instanceof Long millis ? Duration.ofMillis(Math.max(0, millis)) : null;
    }
}
