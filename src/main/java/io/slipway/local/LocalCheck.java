package io.slipway.local;

import io.slipway.check.AppliedRevision;
import io.slipway.check.CheckReport;
import io.slipway.check.CheckRequest;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.RevisionKind;
import io.slipway.check.TargetToCheck;
import io.slipway.release.MigrationFile;
import io.slipway.release.RepeatableVersion;
import io.slipway.sql.SqlParser;
import io.slipway.target.Target;
import io.slipway.target.ledger.Revision;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The server's checks, put together for one command. Nothing is tried out on a scratch server: the database itself is where one tries, so
 * that is not found wanting either.
 */
final class LocalCheck implements AutoCloseable {

    private static final String NOT_SIMULATED = "simulation-unavailable";

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    LocalCheck(Clock clock) {
        context.registerBean(Clock.class, () -> clock);
        context.register(SqlParser.class);
        context.scan(Checker.class.getPackageName());
        context.refresh();
    }

    SqlParser parser() {
        return context.getBean(SqlParser.class);
    }

    /** Return what the rules find in the files that the target does not hold. */
    List<Finding> check(String track, List<MigrationFile> files, Target target, String server, List<Revision> held) {
        Map<String, MigrationFile> byHash =
                files.stream().collect(Collectors.toMap(MigrationFile::sha256, file -> file, (one, other) -> one));
        CheckReport report = context.getBean(Checker.class)
                .check(new CheckRequest(
                        files.stream()
                                .map(file -> FileToCheck.of(track, file.path(), file.sha256(), file.statement()))
                                .toList(),
                        List.of(new TargetToCheck(
                                target.name(),
                                target.name(),
                                server,
                                target.effectiveSearchPath(),
                                target.variables(),
                                held.stream()
                                        .map(revision -> applied(revision, byHash))
                                        .toList())),
                        null));
        return report.findings().stream()
                .filter(finding -> !finding.code().equals(NOT_SIMULATED))
                .toList();
    }

    private static AppliedRevision applied(Revision revision, Map<String, MigrationFile> byHash) {
        var file = byHash.get(revision.sha256());
        return new AppliedRevision(
                revision.track(),
                RepeatableVersion.key(revision.version()),
                kind(revision),
                revision.path(),
                revision.sha256().isEmpty() ? null : revision.sha256(),
                file == null ? null : file.statement());
    }

    private static RevisionKind kind(Revision revision) {
        return switch (revision.kind()) {
            case MARKED -> RevisionKind.MARKED;
            case BASELINE -> RevisionKind.BASELINE;
            case APPLIED -> RepeatableVersion.is(revision.version()) ? RevisionKind.REPEATABLE : RevisionKind.VERSIONED;
        };
    }

    @Override
    public void close() {
        context.close();
    }
}
