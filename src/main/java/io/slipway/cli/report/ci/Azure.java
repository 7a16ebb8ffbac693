package io.slipway.cli.report.ci;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.result.Level;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Azure Pipelines: issues by logging commands, and the run's summary. */
final class Azure {

    private static final int LONGEST_SUMMARY = 1_000_000;

    private final Surroundings surroundings;
    private final Pipeline pipeline;

    Azure(Surroundings surroundings, Pipeline pipeline) {
        this.surroundings = surroundings;
        this.pipeline = pipeline;
    }

    /** Azure knows errors and warnings only. An error that does not fail the command is a warning, or it would mark the step. */
    void annotate(Result result) {
        result.notes().stream()
                .filter(note -> note.level() != Level.INFO)
                .forEach(note -> surroundings.out().println(command(note, result.failed())));
        surroundings.out().flush();
    }

    private static String command(Note note, boolean failed) {
        var properties = new StringBuilder("type=")
                .append(note.level() == Level.ERROR && failed ? "error" : "warning")
                .append(';');
        if (!note.path().isEmpty()) {
            properties
                    .append("sourcepath=")
                    .append(Command.azureProperty(note.path()))
                    .append(';');
        }
        if (note.line() > 0) {
            properties.append("linenumber=").append(note.line()).append(';');
        }
        properties.append("code=").append(Command.azureProperty(note.rule())).append(';');
        return "##vso[task.logissue %s]%s".formatted(properties, Command.azure(note.sentence()));
    }

    void summarize(Result result) {
        var temporary = pipeline.get("AGENT_TEMPDIRECTORY");
        try {
            var folder = temporary.isEmpty() ? surroundings.folder() : Path.of(temporary);
            var file = folder.resolve(result.key() + ".md").toAbsolutePath();
            Files.writeString(file, Markdown.of(result, LONGEST_SUMMARY).text() + "\n");
            surroundings.out().println("##vso[task.uploadsummary]" + Command.azure(file.toString()));
            surroundings.out().flush();
        } catch (IOException | InvalidPathException e) {
            throw ClientException.usage(
                    "summary-unwritable",
                    "A file in '%s' cannot be written (%s).".formatted(temporary, e.getMessage()),
                    "AGENT_TEMPDIRECTORY is set by the agent.");
        }
    }
}
