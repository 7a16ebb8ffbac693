package io.slipway.cli.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a pipeline says of itself, its commit and its pull request; what it does not say is empty. */
public final class Pipeline {

    private static final Pattern GITHUB_REF = Pattern.compile("refs/pull/(\\d+)/.+");

    private final Map<String, String> environment;
    private final Platform platform;

    private Pipeline(Map<String, String> environment, Platform platform) {
        this.environment = environment;
        this.platform = platform;
    }

    public static Pipeline of(Map<String, String> environment) {
        return new Pipeline(environment, Platform.of(environment));
    }

    public Platform platform() {
        return platform;
    }

    /** Return the value of a variable. */
    public String get(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    public String commit() {
        return switch (platform) {
            case GITHUB -> get("GITHUB_SHA");
            case GITLAB -> get("CI_COMMIT_SHA");
            case AZURE -> get("BUILD_SOURCEVERSION");
            case BITBUCKET -> get("BITBUCKET_COMMIT");
            case NONE -> "";
        };
    }

    public String commitUrl() {
        return switch (platform) {
            case GITHUB -> "%s/commit/%s".formatted(repositoryUrl(), commit());
            case GITLAB -> "%s/-/commit/%s".formatted(repositoryUrl(), commit());
            case AZURE -> "%s/commit/%s".formatted(repositoryUrl(), commit());
            case BITBUCKET -> "%s/commits/%s".formatted(repositoryUrl(), commit());
            case NONE -> "";
        };
    }

    public String commitTitle() {
        return platform == Platform.GITLAB ? get("CI_COMMIT_TITLE") : "";
    }

    /** Return who wrote the commit, as in {@code Ann <ann@example.com>}. */
    public String commitAuthor() {
        return platform == Platform.GITLAB ? get("CI_COMMIT_AUTHOR") : "";
    }

    private String repositoryUrl() {
        return switch (platform) {
            case GITHUB -> "%s/%s".formatted(get("GITHUB_SERVER_URL"), get("GITHUB_REPOSITORY"));
            case GITLAB -> get("CI_PROJECT_URL");
            case AZURE -> get("BUILD_REPOSITORY_URI");
            case BITBUCKET -> get("BITBUCKET_GIT_HTTP_ORIGIN");
            case NONE -> "";
        };
    }

    /** Return the newest commit of the pull request where a pipeline runs on a merge that was made for it. */
    public String headCommit() {
        var head = switch (platform) {
            case GITHUB -> event().at("/pull_request/head/sha").asString("");
            case AZURE -> get("SYSTEM_PULLREQUEST_SOURCECOMMITID");
            case GITLAB, BITBUCKET, NONE -> "";
        };
        return head.isEmpty() ? commit() : head;
    }

    /** Return the number of the pull or merge request. */
    public String pullRequest() {
        return switch (platform) {
            case GITHUB -> gitHubPullRequest();
            case GITLAB -> get("CI_MERGE_REQUEST_IID");
            case AZURE -> {
                var number = get("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER");
                yield number.isEmpty() ? get("SYSTEM_PULLREQUEST_PULLREQUESTID") : number;
            }
            case BITBUCKET -> get("BITBUCKET_PR_ID");
            case NONE -> "";
        };
    }

    private String gitHubPullRequest() {
        var number = event().at("/pull_request/number").asString("");
        var ref = GITHUB_REF.matcher(get("GITHUB_REF"));
        return number.isEmpty() && ref.matches() ? ref.group(1) : number;
    }

    /** Return the address of the pull or merge request. */
    public String pullRequestUrl() {
        var number = pullRequest();
        if (number.isEmpty()) {
            return "";
        }
        return switch (platform) {
            case GITHUB -> "%s/pull/%s".formatted(repositoryUrl(), number);
            case GITLAB -> {
                var project = get("CI_MERGE_REQUEST_PROJECT_URL");
                yield "%s/-/merge_requests/%s".formatted(project.isEmpty() ? repositoryUrl() : project, number);
            }
            // The number is that of the repository's own host, which need not be Azure.
            case AZURE ->
                get("BUILD_REPOSITORY_PROVIDER").equals("GitHub")
                        ? "%s/pull/%s".formatted(repositoryUrl().replaceFirst("\\.git$", ""), number)
                        : "%s/pullrequest/%s".formatted(repositoryUrl(), number);
            case BITBUCKET -> "%s/pull-requests/%s".formatted(repositoryUrl(), number);
            case NONE -> "";
        };
    }

    /** Return what started a GitHub workflow; nothing if its file is missing, which is no pipeline's normal state. */
    private JsonNode event() {
        var file = get("GITHUB_EVENT_PATH");
        if (file.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of(file)));
        } catch (IOException | JacksonException | InvalidPathException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Return how the repository calls a file, which is what reports name it by.
     *
     * @param folder in which the client runs
     * @param path relative to it
     */
    public String inRepository(Path folder, String path) {
        var root = platform == Platform.NONE ? "" : get(platform.folder());
        if (path.isEmpty() || root.isEmpty()) {
            return path;
        }
        try {
            var file = folder.resolve(path).normalize();
            var repository = Path.of(root).normalize();
            return file.startsWith(repository)
                    ? repository.relativize(file).toString().replace('\\', '/')
                    : path;
        } catch (InvalidPathException noPath) {
            return path;
        }
    }
}
