package io.slipway.check.simulation;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Throw-away databases and roles that a crashed check left behind, recognised by name and age. */
final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final ScratchConnections connections;
    private final Clock clock;

    Leftovers(ScratchConnections connections, Clock clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Drop what is older than that; what another check is using is younger. */
    void sweep(Duration age) throws SQLException {
        Instant limit = clock.instant().minus(age);
        try (var owner = connections.asOwner()) {
            for (ScratchName name : all(owner)) {
                if (name.madeAt().isBefore(limit)) {
                    ScratchDatabase.drop(owner, name.text());
                    log.info("dropped a leftover of a crashed simulation database={}", name.text());
                }
            }
        }
    }

    private static List<ScratchName> all(Connection owner) throws SQLException {
        var names = new ArrayList<ScratchName>();
        try (var query = owner.prepareStatement("""
                SELECT datname FROM pg_database WHERE datname LIKE ?
                UNION
                SELECT rolname FROM pg_roles WHERE rolname LIKE ?
                """)) {
            query.setString(1, ScratchName.LIKE);
            query.setString(2, ScratchName.LIKE);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    ScratchName.recognise(rows.getString(1)).ifPresent(names::add);
                }
            }
        }
        return names;
    }
}
