package io.slipway.migrate;

import io.slipway.failure.SlipwayException;
import io.slipway.migrate.MigrationResult.Done;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationResult.Place;
import io.slipway.migrate.lookout.Lookout;
import io.slipway.migrate.script.ScriptReader;
import io.slipway.migrate.script.ScriptRefusedException;
import io.slipway.migrate.script.Segment;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Applies files to a target, each once, and records in the target that it did.
 *
 * <p>Calling it twice is harmless, also at the same time: for each segment at most one call commits, and what commits is recorded.
 */
public final class Migrator {

    private final ScriptReader reader;
    private final Connections connections;
    private final Ledger ledger;
    private final MigrationSettings settings;

    public Migrator(SqlParser parser, Connections connections, Ledger ledger, MigrationSettings settings) {
        this.reader = new ScriptReader(parser);
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
        try (var lookout = new Lookout(connections, target, attempt.task() + " lookout")) {
            var pulse = new Pulse(progress, settings.pulse(), lookout::look);
            var work = new Work(attempt, target, ledger, connections, settings, pulse);
            return apply(work, read(files, pulse), applied);
        } catch (MigrationEndedException e) {
            return e.result(List.copyOf(applied));
        } catch (TargetBusyException e) {
            throw e;
        } catch (SlipwayException e) {
            return new Failed(e.code(), e.sentence(), null, null, List.copyOf(applied));
        }
    }

    private static MigrationResult apply(Work work, Map<FileToRun, List<Segment>> files, List<FileToRun> applied) {
        for (var missing : missing(work, files)) {
            work.pulse().checkpoint();
            if (new FileRun(work, missing.file(), missing.segments(), missing.begun()).run()) {
                applied.add(missing.file());
            }
        }
        return new Done(
                List.copyOf(applied),
                files.keySet().stream().filter(file -> !applied.contains(file)).toList());
    }

    private Map<FileToRun, List<Segment>> read(List<FileToRun> files, Pulse pulse) {
        var read = new LinkedHashMap<FileToRun, List<Segment>>();
        for (var file : files) {
            file.requireAsApproved();
            read.put(file, segments(file, pulse));
        }
        return read;
    }

    private List<Segment> segments(FileToRun file, Pulse pulse) {
        try {
            return reader.read(file.path(), file.statement(), () -> pulse.reading(file.path()));
        } catch (ScriptRefusedException e) {
            throw MigrationEndedException.failed(
                    e.code(), e.problem(), e.help(), new Place(file.path(), e.position(), e.line()), null);
        }
    }

    /** Open the ledger, shut out older attempts and return the files that are not there, refusing those that are there otherwise. */
    private static List<Missing> missing(Work work, Map<FileToRun, List<Segment>> files) {
        try (var session = Session.open(work)) {
            work.beginInTurn(session);
            work.ledger().open(session.connection(), work.target());
            var access = work.enter(session);
            if (!access.raise(work.attempt().epoch())) {
                throw work.superseded();
            }
            var revisions = access.revisions();
            var missing = new ArrayList<Missing>();
            for (var file : files.entrySet()) {
                if (!FileLedger.isRecorded(file.getKey(), revisions)) {
                    if (FileLedger.isReplaced(file.getKey(), revisions)) {
                        access.setAside(file.getKey().track(), file.getKey().version());
                    }
                    var entries = FileLedger.begun(access, file.getKey(), revisions);
                    FileLedger.refuseOtherContent(file.getKey(), file.getValue(), entries);
                    missing.add(new Missing(file.getKey(), file.getValue(), !entries.isEmpty()));
                }
            }
            session.commit();
            return missing;
        } catch (SQLException e) {
            throw MigrationEndedException.failed(
                    "ledger-unavailable",
                    "The ledger of target '%s' cannot be used: %s."
                            .formatted(work.target().name(), Failures.words(e)),
                    "Run 'slipway doctor' on the target.",
                    null,
                    Failures.state(e));
        }
    }

    private record Missing(FileToRun file, List<Segment> segments, boolean begun) {}
}
