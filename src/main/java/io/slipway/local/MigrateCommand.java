package io.slipway.local;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.cli.check.FailOn;
import io.slipway.cli.report.result.Plain;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.source.SourceFiles;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationKind;
import io.slipway.release.ReleaseContent;
import io.slipway.release.ReleaseDraft;
import io.slipway.release.Version;
import io.slipway.target.Connections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Migrates a database on one's own machine. */
@Command(
        name = "migrate",
        description = {
            "Take a database on this machine to what migration files say, without a server: a laptop's, or a test's.",
            "Parser, rules, executor and ledger are the server's; nobody approves, and nothing is simulated."
        })
public final class MigrateCommand implements Callable<Integer> {

    @Option(
            names = "--file-pattern",
            required = true,
            paramLabel = "PATTERN",
            description = "The files, as in 'migrations/**/*.sql'; may be repeated.")
    private List<String> filePatterns = List.of();

    @Option(
            names = "--track",
            paramLabel = "TRACK",
            defaultValue = "main",
            description = "The line of versions (default: ${DEFAULT-VALUE}).")
    private String track = "";

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            defaultValue = "error",
            description = "What findings keep it from running: error, warning or never (default: ${DEFAULT-VALUE}).")
    private String failOn = "";

    @Option(
            names = "--baseline",
            paramLabel = "VERSION",
            defaultValue = "",
            description = "First record that everything up to this version is there already.")
    private String baseline = "";

    @Mixin
    private final LocalOptions local = new LocalOptions();

    private final Surroundings surroundings;

    public MigrateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var limit = FailOn.of(failOn);
        var files = files();
        var connections = new Connections(surroundings.environment()::get);
        var database = new LocalDatabase(local.target(surroundings.environment()::get), connections);
        var who = System.getProperty("user.name", "");
        if (!baseline.isBlank()) {
            database.baseline(track, Version.parse(baseline).toString(), who);
        }
        try (var checks = new LocalCheck(surroundings.clock());
                var progress = new LocalProgress(surroundings.out())) {
            var held = database.survey();
            var findings = checks.check(track, files, database.target(), local.server(), held.revisions());
            findings.forEach(this::print);
            if (limit.fails(count(findings, Level.ERROR), count(findings, Level.WARNING))) {
                return end(
                        ExitCode.CHECKS_FAILED,
                        "Nothing was run. Mend what the checks found, or pass over it with --fail-on.");
            }
            return end(database.migrate(checks.parser(), held, who, toRun(files), progress));
        }
    }

    private List<MigrationFile> files() {
        return ReleaseContent.of(new SourceFiles(surroundings.folder())
                .read(filePatterns).entrySet().stream()
                        .map(file -> new ReleaseDraft.File(file.getKey(), file.getValue()))
                        .toList());
    }

    private List<FileToRun> toRun(List<MigrationFile> files) {
        return files.stream()
                .filter(file -> file.kind() != MigrationKind.UNDO)
                .map(file -> new FileToRun(track, file.version(), file.path(), file.sha256(), file.statement()))
                .toList();
    }

    private static int count(List<Finding> findings, Level level) {
        return (int)
                findings.stream().filter(finding -> finding.level() == level).count();
    }

    private void print(Finding finding) {
        surroundings
                .out()
                .println(Plain.line("%-7s %s%s %s: %s %s"
                        .formatted(
                                finding.level(),
                                finding.path(),
                                finding.line() == 0 ? "" : ":" + finding.line(),
                                finding.code(),
                                finding.text(),
                                finding.help())));
    }

    private int end(MigrationResult result) {
        return switch (result) {
            case MigrationResult.Done done -> {
                done.applied().forEach(file -> surroundings.out().println("applied " + Plain.line(file.path())));
                yield end(
                        ExitCode.DONE,
                        "Applied %d files, %d were there."
                                .formatted(done.applied().size(), done.skipped().size()));
            }
            case MigrationResult.Failed failed -> end(ExitCode.TASK_FAILED, failed.sentence());
            case MigrationResult.Canceled canceled ->
                end(ExitCode.REJECTED, "Stopped; what was done of it stays, and the next run goes on from there.");
            case MigrationResult.Unknown unknown ->
                end(ExitCode.TASK_FAILED, unknown.sentence() + " " + String.join(" ", unknown.facts()));
        };
    }

    private int end(int exitCode, String sentence) {
        surroundings.out().println(Plain.line(sentence));
        surroundings.out().flush();
        return exitCode;
    }
}
