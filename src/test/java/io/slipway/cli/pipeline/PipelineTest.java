package io.slipway.cli.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {

    @TempDir
    Path folder;

    @Test
    void knowsGitHubsPullRequest() throws IOException {
        var event = folder.resolve("event.json");
        Files.writeString(event, "{\"pull_request\": {\"number\": 12, \"head\": {\"sha\": \"head\"}}}");
        var pipeline = Pipeline.of(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "shop/db",
                "GITHUB_SHA", "merge",
                "GITHUB_EVENT_PATH", event.toString()));

        assertThat(pipeline.platform()).isEqualTo(Platform.GITHUB);
        assertThat(pipeline.commit()).isEqualTo("merge");
        assertThat(pipeline.headCommit()).isEqualTo("head");
        assertThat(pipeline.commitUrl()).isEqualTo("https://github.com/shop/db/commit/merge");
        assertThat(pipeline.pullRequestUrl()).isEqualTo("https://github.com/shop/db/pull/12");
    }

    @Test
    void findsThePullRequestInTheRefWhereThereIsNoEvent() throws IOException {
        Files.writeString(folder.resolve("broken.json"), "{");
        var pipeline = Pipeline.of(Map.of(
                "GITHUB_ACTIONS", "true",
                "GITHUB_REF", "refs/pull/7/merge",
                "GITHUB_EVENT_PATH", folder.resolve("broken.json").toString()));

        assertThat(pipeline.pullRequest()).isEqualTo("7");
    }

    @Test
    void knowsTheOthersPullRequests() {
        var gitLab = Pipeline.of(Map.of(
                "GITLAB_CI", "true",
                "CI_PROJECT_URL", "https://gitlab.com/fork/db",
                "CI_MERGE_REQUEST_PROJECT_URL", "https://gitlab.com/shop/db",
                "CI_MERGE_REQUEST_IID", "3"));
        var azure = Pipeline.of(Map.of(
                "TF_BUILD", "True",
                "BUILD_REPOSITORY_URI", "https://dev.azure.com/shop/db/_git/db",
                "SYSTEM_PULLREQUEST_PULLREQUESTID", "4",
                "SYSTEM_PULLREQUEST_SOURCECOMMITID", "head"));
        var bitbucket = Pipeline.of(Map.of(
                "BITBUCKET_COMMIT", "4f1",
                "BITBUCKET_GIT_HTTP_ORIGIN", "https://bitbucket.org/shop/db",
                "BITBUCKET_PR_ID", "5"));

        assertThat(gitLab.pullRequestUrl()).isEqualTo("https://gitlab.com/shop/db/-/merge_requests/3");
        assertThat(azure.pullRequestUrl()).isEqualTo("https://dev.azure.com/shop/db/_git/db/pullrequest/4");
        assertThat(azure.headCommit()).isEqualTo("head");
        assertThat(bitbucket.pullRequestUrl()).isEqualTo("https://bitbucket.org/shop/db/pull-requests/5");
        assertThat(Pipeline.of(Map.of()).pullRequestUrl()).isEmpty();
    }

    @Test
    void namesFilesAsTheRepositoryDoes() {
        var below = folder.resolve("services/orders");
        var pipeline = Pipeline.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", folder.toString()));

        assertThat(pipeline.inRepository(below, "db/V1__a.sql")).isEqualTo("services/orders/db/V1__a.sql");
        assertThat(pipeline.inRepository(below, "")).isEmpty();
        assertThat(pipeline.inRepository(Path.of("/elsewhere"), "V1__a.sql")).isEqualTo("V1__a.sql");
        assertThat(Pipeline.of(Map.of()).inRepository(below, "V1__a.sql")).isEqualTo("V1__a.sql");
    }
}
