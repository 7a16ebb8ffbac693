package io.slipway.mariadb.run;

import io.slipway.failure.SlipwayException;
import io.slipway.mariadb.ledger.LedgerRows;
import io.slipway.mariadb.ledger.MariaDbLedger;
import io.slipway.mariadb.script.MariaDbScript;
import io.slipway.mariadb.script.Refusal;
import io.slipway.mariadb.server.Answers;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileLedger;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationEndedException;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationResult.Place;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Progress;
import io.slipway.migrate.Pulse;
import io.slipway.migrate.TargetBusyException;
import io.slipway.target.Target;
import io.slipway.target.ledger.Revision;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Applies files to a target, each once, and records in the target that it did. */
public final class MariaDbMigrator {

    private final MariaDbConnections connections;
    private final MariaDbLedger ledger;
    private final MigrationSettings settings;

    public MariaDbMigrator(MariaDbConnections connections, MariaDbLedger ledger, MigrationSettings settings) {
        this.connections = connections;
        this.ledger = ledger;
        this.settings = settings;
    }

    /**
     * Apply the files in the order given, leaving out those that are there.
     *
     * @throws TargetBusyException if another attempt is at work on the target for longer than this one may wait
     */
    public MigrationResult migrate(Attempt attempt, Target target, List<FileToRun> files, Progress progress) {
        var applied = new ArrayList<FileToRun>();
        var pulse = new Pulse(progress, settings.pulse());
        var run = new Run(attempt, target, connections, ledger, settings, pulse, new HashSet<>());
        try {
            return apply(run, read(files), applied);
        } catch (MigrationEndedException e) {
            return e.result(List.copyOf(applied));
        } catch (TargetBusyException e) {
            throw e;
        } catch (SlipwayException e) {
            return new MigrationResult.Failed(e.code(), e.sentence(), null, null, List.copyOf(applied));
        }
    }

    private static MigrationResult apply(Run run, Map<FileToRun, MariaDbScript> files, List<FileToRun> applied) {
        for (var missing : missing(run, files)) {
            run.pulse().checkpoint();
            if (new FileRun(run, missing, Objects.requireNonNull(files.get(missing))).run()) {
                applied.add(missing);
            }
        }
        return new MigrationResult.Done(
                List.copyOf(applied),
                files.keySet().stream().filter(file -> !applied.contains(file)).toList());
    }

    private static Map<FileToRun, MariaDbScript> read(List<FileToRun> files) {
        var read = new LinkedHashMap<FileToRun, MariaDbScript>();
        for (var file : files) {
            file.requireAsApproved();
            read.put(file, readable(file));
        }
        return read;
    }

    private static MariaDbScript readable(FileToRun file) {
        var script = MariaDbScript.read(file.statement());
        if (!script.refusals().isEmpty()) {
            throw refused(file, "statement-refused", script.refusals().getFirst());
        }
        script.mixed().ifPresent(statement -> {
            throw refused(file, "mixed-ddl-and-dml", MariaDbScript.mixedWith(statement));
        });
        return script;
    }

    private static MigrationEndedException refused(FileToRun file, String code, Refusal refusal) {
        return MigrationEndedException.failed(
                code,
                "Statement %d of '%s' (line %d) %s."
                        .formatted(refusal.position(), file.path(), refusal.line(), refusal.what()),
                refusal.help(),
                new Place(file.path(), refusal.position(), refusal.line()),
                null);
    }

    /** Shut out older attempts and return the files that are not there, refusing those that are there otherwise. */
    private static List<FileToRun> missing(Run run, Map<FileToRun, MariaDbScript> files) {
        try (var session = new Entrance(run).open()) {
            return run.inLedger(session, rows -> {
                var revisions = rows.revisions();
                var missing = new ArrayList<FileToRun>();
                for (var file : files.entrySet()) {
                    if (!FileLedger.isRecorded(file.getKey(), revisions)) {
                        goOn(rows, file.getKey(), file.getValue(), revisions);
                        missing.add(file.getKey());
                    }
                }
                return missing;
            });
        } catch (SQLException e) {
            throw MigrationEndedException.failed(
                    "ledger-unavailable",
                    "The ledger of target '%s' cannot be used: %s."
                            .formatted(run.target().name(), Answers.words(e)),
                    "Run 'slipway doctor' on the target.",
                    null,
                    e.getSQLState());
        }
    }

    /** Find what was begun of a file, and refuse another text of what is done of it. */
    private static void goOn(LedgerRows rows, FileToRun file, MariaDbScript script, List<Revision> revisions)
            throws SQLException {
        if (FileLedger.isReplaced(file, revisions)) {
            rows.setAside(file.track(), file.version());
        }
        if (rows.segments(file.track(), file.version()).isEmpty()) {
            var earlier = FileLedger.earlierText(file, rows.begun(file.track()), revisions);
            if (earlier.isPresent()) {
                rows.carryOver(file.track(), earlier.get(), file.version());
            }
        }
        var sha256s = Hashes.of(script);
        for (var segment : rows.segments(file.track(), file.version())) {
            if (segment.done() && !DefinitionsRun.isOf(segment, sha256s)) {
                throw FileLedger.otherContent(file);
            }
        }
    }
}
