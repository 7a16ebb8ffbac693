package io.slipway.target.ledger;

import io.slipway.target.Connections;
import io.slipway.target.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.springframework.modulith.NamedInterface;

/**
 * Records what was in a target before its ledger: everything up to a version of a track, or versions that another tool ran.
 *
 * <p>Recording the same again changes nothing. It vouches for what is unknown, so a track of which versions ran here gets none.
 */
@NamedInterface("ledger")
public final class Baselines {

    private final Ledger ledger;
    private final Connections connections;

    public Baselines(Ledger ledger, Connections connections) {
        this.ledger = ledger;
        this.connections = connections;
    }

    /** What recording would find: that all of it is there, a ledger that accounts for the target, objects. */
    @NamedInterface("ledger")
    public record Outlook(boolean recorded, boolean accounted, boolean objects) {}

    /**
     * Look at what recording would find, changing nothing.
     *
     * @param wanted what the ledger shall say of one track, BASELINE or MARKED
     * @throws BaselineConflictException if recording would be refused
     */
    public Outlook foresee(Target target, List<Revision> wanted) {
        return new LedgerSession(ledger, connections).read(target, "baseline", connection -> {
            var accounted = ledger.accountsFor(connection, target);
            return new Outlook(
                    accounted && missing(connection, target, wanted).isEmpty(),
                    accounted,
                    ledger.hasUserObjects(connection, target));
        });
    }

    /**
     * Record all of it, or nothing if it is refused, making the ledger where there is none.
     *
     * @throws BaselineConflictException if the track has another baseline, or versions of it ran
     */
    public void record(Target target, List<Revision> wanted) {
        new LedgerSession(ledger, connections).write(target, "baseline", connection -> {
            ledger.adopt(connection, target);
            var missing = missing(connection, target, wanted);
            var access = ledger.enter(connection, target.scope());
            for (var revision : missing) {
                access.record(revision);
            }
        });
    }

    private List<Revision> missing(Connection connection, Target target, List<Revision> wanted) throws SQLException {
        var access = ledger.enter(connection, target.scope());
        return missing(
                target, access.revisions(), access.begun(wanted.getFirst().track()), wanted);
    }

    /**
     * Return what of a wish is to be recorded yet.
     *
     * @param revisions all that the ledger holds
     * @param begun the versions of the wish's track of which at least a part was begun
     * @throws BaselineConflictException if it is to be refused
     */
    public static List<Revision> missing(
            Target target, List<Revision> revisions, List<String> begun, List<Revision> wanted) {
        var track = wanted.getFirst().track();
        var found = revisions.stream()
                .filter(revision -> revision.track().equals(track))
                .toList();
        var missing = wanted.stream()
                .filter(revision -> found.stream().noneMatch(it -> says(it, revision)))
                .toList();
        if (!missing.isEmpty()) {
            refuseOther(target, found, missing);
            refuseBegun(target, found, missing);
            for (var version : begun) {
                refuseOrdered(target, track, version);
            }
        }
        return missing;
    }

    /** That a version ran does not say that everything before it was there, as a baseline does. */
    private static boolean says(Revision found, Revision wanted) {
        return found.isSameVersion(wanted)
                && (wanted.kind() != Revision.Kind.BASELINE || found.kind() == Revision.Kind.BASELINE);
    }

    private static void refuseOther(Target target, List<Revision> found, List<Revision> missing) {
        var baseline = found.stream()
                .filter(revision -> revision.kind() == Revision.Kind.BASELINE)
                .findFirst();
        if (baseline.isPresent()) {
            throw BaselineConflictException.other(
                    target.name(), baseline.get(), missing.getFirst().version());
        }
    }

    /** What another tool ran may be more than when it was recorded before; nothing else may be there. */
    private static void refuseBegun(Target target, List<Revision> found, List<Revision> missing) {
        var adds = missing.stream().allMatch(revision -> revision.kind() == Revision.Kind.MARKED);
        for (var revision : found) {
            if (!adds || revision.kind() == Revision.Kind.APPLIED) {
                refuseOrdered(target, revision.track(), revision.version());
            }
        }
    }

    /** One-offs and repeatables have no place in the track's order, so they are in nobody's way. */
    private static void refuseOrdered(Target target, String track, String version) {
        if (Character.isDigit(version.charAt(0))) {
            throw BaselineConflictException.begun(target.name(), track, version);
        }
    }
}
