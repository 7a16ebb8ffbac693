package io.slipway.rollout.adoption;

import io.slipway.failure.RejectedException;
import io.slipway.release.MigrationFileName;
import io.slipway.release.MigrationKind;
import io.slipway.release.RecordedText;
import io.slipway.release.Version;
import io.slipway.target.history.HistoryTable.Row;
import io.slipway.target.history.Tool;
import io.slipway.target.ledger.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts what other tools recorded into revisions. Flyway's rows have versions and checksums; of Liquibase's change sets the name of their
 * file gives the version, and what their text was is not known.
 */
final class Histories {

    private static final String FAILED = "FAILED";
    private static final Set<String> RAN = Set.of("EXECUTED", "RERAN", "MARK_RAN");
    private static final Set<String> NO_MIGRATION = Set.of("SCHEMA");
    private static final int NAMED = 5;

    private final Tool tool;
    private final String track;
    private final String owner;
    private final Map<Version, Revision> revisions = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();

    private Histories(Tool tool, String track, String owner) {
        this.tool = tool;
        this.track = track;
        this.owner = owner;
    }

    /**
     * Return what rows of a tool say of the versions of a track.
     *
     * @param owner who vouches for them
     * @throws RejectedException if one of them failed, or none has a version
     */
    static Holdings read(Tool tool, List<Row> rows, String track, String owner) {
        var histories = new Histories(tool, track, owner);
        rows.forEach(tool == Tool.FLYWAY ? histories::flyway : histories::liquibase);
        return histories.holdings();
    }

    private Holdings holdings() {
        if (revisions.isEmpty()) {
            throw refused(
                    "history-without-versions",
                    "%s's table names no version that ran.".formatted(tool.title()),
                    "Say with --at up to which version the database holds everything.");
        }
        var doubts = new ArrayList<String>();
        if (!left.isEmpty()) {
            doubts.add("Nothing is recorded of %d entries without a version: %s%s. Repeatable files run once more."
                    .formatted(
                            left.size(),
                            String.join(", ", left.subList(0, Math.min(NAMED, left.size()))),
                            left.size() > NAMED ? ", ..." : ""));
        }
        if (tool == Tool.LIQUIBASE) {
            doubts.add(
                    "A file counts as applied as a whole if a change set of it ran; what its text was is not known.");
        }
        return new Holdings(List.copyOf(revisions.values()), List.copyOf(doubts));
    }

    private void flyway(Row row) {
        if (row.outcome().equals(FAILED)) {
            throw refused(
                    "history-failed",
                    "Flyway recorded '%s' as failed.".formatted(row.path()),
                    "Find out what of it is there, mend it with 'flyway repair', then try again.");
        }
        if (NO_MIGRATION.contains(row.outcome())) {
            return;
        }
        var version = Optional.ofNullable(row.version()).filter(Version::isValid);
        if (version.isEmpty()) {
            left.add("'" + row.path() + "'");
        } else if (row.outcome().startsWith("UNDO") || row.outcome().equals("DELETE")) {
            revisions.remove(Version.parse(version.get()));
        } else {
            put(
                    Version.parse(version.get()),
                    row.outcome().equals("BASELINE") ? Revision.Kind.BASELINE : Revision.Kind.MARKED,
                    row.path(),
                    RecordedText.ofFlyway(row.checksum()));
        }
    }

    private void liquibase(Row row) {
        if (!RAN.contains(row.outcome())) {
            left.add("'%s' (%s)".formatted(row.path(), row.outcome()));
            return;
        }
        var version = versionOf(row.path());
        if (version.isEmpty()) {
            left.add("'" + row.path() + "'");
            return;
        }
        var before = revisions.get(version.get());
        if (before != null && !before.path().equals(row.path())) {
            throw refused(
                    "history-ambiguous",
                    "Version '%s' is both '%s' and '%s'.".formatted(version.get(), before.path(), row.path()),
                    "Say with --at up to which version the database holds everything.");
        }
        put(version.get(), Revision.Kind.MARKED, row.path(), "");
    }

    private static Optional<Version> versionOf(String path) {
        try {
            var name = MigrationFileName.parse(path.substring(path.lastIndexOf('/') + 1));
            return name.kind() == MigrationKind.VERSIONED ? name.version() : Optional.empty();
        } catch (RejectedException e) {
            return Optional.empty();
        }
    }

    private void put(Version version, Revision.Kind kind, String path, String text) {
        revisions.put(version, new Revision(track, version.toString(), kind, path, text, "", "", owner, null, 0));
    }

    private static RejectedException refused(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.CONFLICT, code, message, help);
    }
}
