package io.slipway.target.ledger;

import io.slipway.target.Connections;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.modulith.NamedInterface;

/**
 * Records that everything up to a version of a track was in a target before its ledger.
 *
 * <p>Recording the same again changes nothing. A baseline vouches for what is unknown, so a track of which versions ran gets none.
 */
@NamedInterface("ledger")
public final class Baselines {

    private final Ledger ledger;
    private final Connections connections;

    public Baselines(Ledger ledger, Connections connections) {
        this.ledger = ledger;
        this.connections = connections;
    }

    /** What recording would find: that the very baseline is there, a ledger that accounts for the target, objects. */
    @NamedInterface("ledger")
    public record Outlook(boolean recorded, boolean accounted, boolean objects) {}

    /**
     * Look at what recording would find, changing nothing.
     *
     * @throws BaselineConflictException if recording would be refused
     */
    public Outlook foresee(Target target, Revision baseline) {
        return new LedgerSession(ledger, connections).read(target, "baseline", connection -> {
            var accounted = ledger.accountsFor(connection, target);
            return new Outlook(
                    accounted && isRecorded(connection, target, baseline),
                    accounted,
                    ledger.hasUserObjects(connection, target));
        });
    }

    /**
     * Record the baseline, making the ledger where there is none.
     *
     * @throws BaselineConflictException if the track has another one, or versions of it ran
     */
    public void record(Target target, Revision baseline) {
        new LedgerSession(ledger, connections).write(target, "baseline", connection -> {
            ledger.adopt(connection, target);
            if (!isRecorded(connection, target, baseline)) {
                ledger.enter(connection, target.scope()).record(baseline.as(Revision.Kind.BASELINE));
            }
        });
    }

    private boolean isRecorded(Connection connection, Target target, Revision baseline) throws SQLException {
        var access = ledger.enter(connection, target.scope());
        var found = access.revisions().stream()
                .filter(revision -> revision.track().equals(baseline.track()))
                .toList();
        for (var revision : found) {
            if (revision.kind() == Revision.Kind.BASELINE) {
                if (revision.version().equals(baseline.version())) {
                    return true;
                }
                throw BaselineConflictException.other(target.name(), revision, baseline.version());
            }
        }
        for (var revision : found) {
            refuseOrdered(target, revision.track(), revision.version());
        }
        for (var version : access.begun(baseline.track())) {
            refuseOrdered(target, baseline.track(), version);
        }
        return false;
    }

    /** One-offs and repeatables have no place in the track's order, so they are in nobody's way. */
    private static void refuseOrdered(Target target, String track, String version) {
        if (Character.isDigit(version.charAt(0))) {
            throw BaselineConflictException.begun(target.name(), track, version);
        }
    }
}
