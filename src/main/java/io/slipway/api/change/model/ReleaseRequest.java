package io.slipway.api.change.model;

import io.slipway.release.ReleaseDraft;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a release of files.
 *
 * @param track the line of versions; absent: the project's own
 * @param files absent where they are uploaded as parts of the request
 */
public record ReleaseRequest(
        @Nullable String track,
        @Nullable @Valid List<File> files,
        @Nullable String vcsType,
        @Nullable String vcsCommit,
        @Nullable String vcsUrl,
        @Nullable @Valid List<Author> authors) {

    /** A file and its text. */
    public record File(@NotNull String path, @NotNull String statement) {}

    /** Who wrote the commit. */
    public record Author(@NotNull String email, @Nullable String name) {}

    public ReleaseDraft draft() {
        return draft((files == null ? List.<File>of() : files)
                .stream()
                        .map(file -> new ReleaseDraft.File(file.path(), file.statement()))
                        .toList());
    }

    /** Ask for a release of files that came beside this. */
    public ReleaseDraft draft(List<? extends ReleaseDraft.Text> texts) {
        var people = authors == null ? List.<Author>of() : authors;
        return new ReleaseDraft(
                track,
                texts,
                vcsType,
                vcsCommit,
                vcsUrl,
                people.stream()
                        .collect(Collectors.toMap(
                                author -> author.email().strip(),
                                author -> author.name() == null ? "" : author.name(),
                                (one, other) -> one))
                        .entrySet()
                        .stream()
                        .map(author -> new ReleaseDraft.Person(author.getKey(), author.getValue()))
                        .collect(Collectors.toSet()));
    }
}
