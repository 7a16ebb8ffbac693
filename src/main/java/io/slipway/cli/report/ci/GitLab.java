package io.slipway.cli.report.ci;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import java.util.Map;

/** GitLab: the merge request's note. Its code quality report is a file that the job names as an artifact. */
final class GitLab {

    private static final int LONGEST_NOTE = 200_000;

    private final Pipeline pipeline;

    GitLab(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void comment(Result result) {
        var number = pipeline.pullRequest();
        if (number.isEmpty()) {
            return;
        }
        var token = pipeline.get("GITLAB_TOKEN");
        if (token.isEmpty()) {
            throw ClientException.usage(
                    "token-missing",
                    "GITLAB_TOKEN is not set; make it a masked variable with a project access token of scope 'api',"
                            + " since a job's own token may not write notes.",
                    "Or give --no-pipeline-report.");
        }
        // A merge request from a fork belongs to the project that it goes to.
        var target = pipeline.get("CI_MERGE_REQUEST_PROJECT_ID");
        var rest = new Rest(
                pipeline.get("CI_API_V4_URL"),
                Map.of("Accept", "application/json", "PRIVATE-TOKEN", token),
                "the scope 'api' and the role Reporter",
                null);
        var notes = "/projects/%s/merge_requests/%s/notes"
                .formatted(target.isEmpty() ? pipeline.get("CI_PROJECT_ID") : target, number);
        new OneComment(rest, notes, notes, "PUT").write(Markdown.of(result, LONGEST_NOTE));
    }
}
