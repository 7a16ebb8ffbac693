package io.slipway.cli.source;

import io.slipway.cli.pipeline.Pipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Finds the commit in the variables of the pipeline, and its authors in the local repository, if there are any. */
public final class Commits {

    private static final Pattern AUTHOR = Pattern.compile("(.*)<([^<>]+)>\\s*");
    private static final String FORMAT = "%H%n%ae%n%an%n%s%n%(trailers:key=Co-authored-by,valueonly)";

    private final Pipeline pipeline;
    private final Path folder;

    public Commits(Pipeline pipeline, Path folder) {
        this.pipeline = pipeline;
        this.folder = folder;
    }

    /** Return the commit; one without an id if nothing tells. */
    public Commit find() {
        var local = git(pipeline.commit().isEmpty() ? "HEAD" : pipeline.commit());
        var title = pipeline.commitTitle();
        return new Commit(
                pipeline.platform().type(),
                pipeline.commit().isEmpty() ? line(local, 0) : pipeline.commit(),
                pipeline.commitUrl(),
                title.isEmpty() ? line(local, 3) : title,
                local.size() > 2 ? authors(local) : author(pipeline.commitAuthor()));
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
