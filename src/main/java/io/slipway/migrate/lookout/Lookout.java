package io.slipway.migrate.lookout;

import io.slipway.failure.SlipwayException;
import io.slipway.target.Connections;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.Backend;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a migration's server process over a connection of its own, which is opened when something takes long.
 *
 * <p>A look costs one query of the lock table and the progress views. One that fails is told in the log and ends the looking: the
 * migration goes on without. Used by one thread at a time.
 */
public final class Lookout implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long EVERY_NANOS = Duration.ofMillis(500).toNanos();

    /** The views as of PostgreSQL 14 to 18; a role sees the progress of its own server processes. */
    private static final String QUERY = """
            WITH waiting AS (
                SELECT l.pid, min(l.waitstart) AS since
                FROM pg_catalog.pg_locks l
                WHERE NOT l.granted AND ? = ANY (pg_catalog.pg_blocking_pids(l.pid))
                GROUP BY l.pid
            ), progress AS (
                SELECT phase, blocks_done AS done, blocks_total AS total, 'blocks' AS unit
                FROM pg_catalog.pg_stat_progress_create_index
                WHERE pid = ? AND blocks_total > 0
                UNION ALL
                SELECT phase, tuples_done, tuples_total, 'rows'
                FROM pg_catalog.pg_stat_progress_create_index
                WHERE pid = ? AND blocks_total = 0 AND tuples_total > 0
                UNION ALL
                SELECT phase, lockers_done, lockers_total, 'transactions'
                FROM pg_catalog.pg_stat_progress_create_index
                WHERE pid = ? AND blocks_total = 0 AND tuples_total = 0
                UNION ALL
                SELECT phase, heap_blks_scanned, heap_blks_total, 'blocks'
                FROM pg_catalog.pg_stat_progress_vacuum
                WHERE pid = ?
                UNION ALL
                SELECT phase, heap_blks_scanned, heap_blks_total, 'blocks'
                FROM pg_catalog.pg_stat_progress_cluster
                WHERE pid = ?
            )
            SELECT (SELECT count(*) FROM waiting),
                   (SELECT COALESCE(EXTRACT(epoch FROM pg_catalog.clock_timestamp() - min(since)) * 1000, 0)::int8 FROM waiting),
                   COALESCE((SELECT phase || CASE WHEN total > 0 THEN pg_catalog.format(', %s of %s %s', done, total, unit) ELSE '' END
                             FROM progress
                             LIMIT 1), '')
            """;

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

    private final Connections connections;
    private final Target target;
    private final String purpose;
    private @Nullable Connection connection;
    private boolean blind;
    private long last;
    private Sight sight = Sight.NOTHING;

    public Lookout(Connections connections, Target target, String purpose) {
        this.connections = connections;
        this.target = target;
        this.purpose = purpose;
    }

    /** Return what can be seen of a server process; looks twice a second at most, and never fails. */
    public Sight look(Backend backend) {
        var now = System.nanoTime();
        if (blind || connection != null && now - last < EVERY_NANOS) {
            return sight;
        }
        last = now;
        try {
            sight = see(opened(), backend.pid());
        } catch (SlipwayException | SQLException e) {
            LOG.warn("target={}: cannot look at the running migration, which goes on.", target.name(), e);
            blind = true;
            sight = Sight.NOTHING;
            close();
        }
        return sight;
    }

    private Connection opened() throws SQLException {
        if (connection == null) {
            connection = connections.openToWatch(target, purpose, PATIENCE);
            connection.setReadOnly(true);
        }
        return connection;
    }

    private static Sight see(Connection connection, int pid) throws SQLException {
        return Rows.first(
                        connection,
                        QUERY,
                        row -> new Sight(
                                row.getString(3), row.getInt(1), Duration.ofMillis(Math.max(0, row.getLong(2)))),
                        pid,
                        pid,
                        pid,
                        pid,
                        pid,
                        pid)
                .orElse(Sight.NOTHING);
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                LOG.debug("A connection was gone before it was closed.", e);
            }
            connection = null;
        }
    }
}
