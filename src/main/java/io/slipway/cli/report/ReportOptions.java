package io.slipway.cli.report;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.ci.PipelineReport;
import io.slipway.cli.report.file.ReportFile;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.Surroundings;
import java.util.List;
import picocli.CommandLine.Option;

/** Which reports a command writes beside what it prints. */
public final class ReportOptions {

    @Option(
            names = "--report",
            split = ",",
            paramLabel = "FORMAT=FILE",
            description = {
                "Write a report, as in 'junit=slipway.xml', 'sarif=slipway.sarif' or",
                "'codequality=gl-code-quality-report.json'; may be repeated."
            })
    private List<String> reports = List.of();

    @Option(
            names = "--pipeline-report",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "In a pipeline, show the result where its people look (default).")
    private boolean pipelineReport = true;

    /** Refuse reports that cannot be written, before anything is asked for. */
    public List<ReportFile> files(Surroundings surroundings) {
        return reports.stream()
                .map(report -> ReportFile.of(report, surroundings.folder()))
                .toList();
    }

    /**
     * Write and show a result.
     *
     * @param comments whether it belongs into the pull request too
     */
    public void write(Result result, Surroundings surroundings, boolean comments) {
        if (pipelineReport) {
            new PipelineReport(surroundings, Pipeline.of(surroundings.environment())).show(result, comments);
        }
        files(surroundings).forEach(file -> file.write(result));
    }
}
