package io.slipway.cli.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Finds the commit in the variables of the pipeline, and its authors in the local repository, if there are any. */
public final class Commits {

    private static final Pattern AUTHOR = Pattern.compile("(.*)<([^<>]+)>\\s*");
    private static final String FORMAT = "%H%n%ae%n%an%n%s%n%(trailers:key=Co-authored-by,valueonly)";

    private final Map<String, String> environment;
    private final Path folder;

    public Commits(Map<String, String> environment, Path folder) {
        this.environment = environment;
        this.folder = folder;
    }

    /** Return the commit; one without an id if nothing tells. */
    public Commit find() {
        var pipeline = pipeline();
        var local = git(pipeline.id().isEmpty() ? "HEAD" : pipeline.id());
        var id = pipeline.id().isEmpty() ? line(local, 0) : pipeline.id();
        return new Commit(
                pipeline.type(),
                id,
                pipeline.url(),
                pipeline.title().isEmpty() ? line(local, 3) : pipeline.title(),
                local.size() > 2 ? authors(local) : pipeline.authors());
    }

    private Commit pipeline() {
        if (has("GITHUB_ACTIONS")) {
            var url =
                    "%s/%s/commit/%s".formatted(get("GITHUB_SERVER_URL"), get("GITHUB_REPOSITORY"), get("GITHUB_SHA"));
            return new Commit("github", get("GITHUB_SHA"), url, "", List.of());
        }
        if (has("GITLAB_CI")) {
            return new Commit(
                    "gitlab",
                    get("CI_COMMIT_SHA"),
                    "%s/-/commit/%s".formatted(get("CI_PROJECT_URL"), get("CI_COMMIT_SHA")),
                    get("CI_COMMIT_TITLE"),
                    author(get("CI_COMMIT_AUTHOR")));
        }
        if (has("TF_BUILD")) {
            var url = "%s/commit/%s".formatted(get("BUILD_REPOSITORY_URI"), get("BUILD_SOURCEVERSION"));
            return new Commit("azure", get("BUILD_SOURCEVERSION"), url, "", List.of());
        }
        if (has("BITBUCKET_COMMIT")) {
            var url = "%s/commits/%s".formatted(get("BITBUCKET_GIT_HTTP_ORIGIN"), get("BITBUCKET_COMMIT"));
            return new Commit("bitbucket", get("BITBUCKET_COMMIT"), url, "", List.of());
        }
        return new Commit("git", "", "", "", List.of());
    }

    private boolean has(String variable) {
        return !get(variable).isEmpty();
    }

    private String get(String variable) {
        return environment.getOrDefault(variable, "").strip();
    }

    private static String line(List<String> lines, int index) {
        return index < lines.size() ? lines.get(index).strip() : "";
    }

    private static List<Commit.Author> authors(List<String> local) {
        var authors = new ArrayList<Commit.Author>();
        authors.add(new Commit.Author(line(local, 1), line(local, 2)));
        local.stream().skip(4).forEach(trailer -> authors.addAll(author(trailer)));
        return authors;
    }

    private static List<Commit.Author> author(String text) {
        var author = AUTHOR.matcher(text.strip());
        return author.matches()
                ? List.of(new Commit.Author(
                        author.group(2).strip(), author.group(1).strip()))
                : List.of();
    }

    /** Without git, or outside of a repository, nothing is known: a release needs no commit. */
    private List<String> git(String commit) {
        try {
            var process = new ProcessBuilder("git", "log", "-1", "--format=" + FORMAT, commit, "--")
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? lines : List.of();
        } catch (IOException noGit) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
