package io.slipway.cli.report.ci;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.Surroundings;

/** Shows a result where the pipeline's people look; what cannot be shown there is told and changes nothing. */
public final class PipelineReport {

    private final Surroundings surroundings;
    private final Pipeline pipeline;

    public PipelineReport(Surroundings surroundings, Pipeline pipeline) {
        this.surroundings = surroundings;
        this.pipeline = pipeline;
    }

    /**
     * Show a result.
     *
     * @param comments whether it belongs into the pull request too
     */
    public void show(Result result, boolean comments) {
        surroundings.out().flush();
        switch (pipeline.platform()) {
            case GITHUB -> {
                var gitHub = new GitHub(surroundings, pipeline);
                gitHub.annotate(result);
                attempt("The summary of the job was not written", () -> gitHub.summarize(result));
                if (comments) {
                    attempt("The pull request was not commented on", () -> gitHub.comment(result));
                }
            }
            case GITLAB -> {
                if (comments) {
                    attempt("The merge request was not commented on", () -> new GitLab(pipeline).comment(result));
                }
            }
            case AZURE -> {
                var azure = new Azure(surroundings, pipeline);
                azure.annotate(result);
                attempt("The summary of the job was not written", () -> azure.summarize(result));
            }
            case BITBUCKET ->
                attempt("The report of the commit was not written", () -> new Bitbucket(pipeline).report(result));
            case NONE -> {}
        }
    }

    private void attempt(String consequence, Runnable call) {
        try {
            call.run();
        } catch (ClientException e) {
            surroundings.err().println("%s: %s".formatted(consequence, e.getMessage()));
        }
    }
}
