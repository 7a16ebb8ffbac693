package io.slipway.api.change.model;

import io.slipway.project.Project;
import io.slipway.release.MigrationFile;
import io.slipway.release.Release;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A release; its files are left out of lists, their text of all but the full view. */
public record ReleaseView(
        String name,
        String kind,
        String track,
        String digest,
        @Nullable String vcsType,
        @Nullable String vcsCommit,
        @Nullable String vcsUrl,
        List<Author> authors,
        @Nullable List<File> files,
        Instant createdAt,
        List<String> actions) {

    /** A commit's author; {@code member} says whether Slipway knows whom the address belongs to. */
    public record Author(String email, String name, boolean member) {}

    /** A file of a release. */
    public record File(
            String path,
            String version,
            String sha256,
            @Nullable String statement) {}

    public static ReleaseView of(Project project, Release release, @Nullable List<MigrationFile> files, boolean full) {
        return new ReleaseView(
                "%s/releases/%s".formatted(project.resource(), release.name()),
                release.kind().name().toLowerCase(Locale.ROOT),
                release.track(),
                release.digest(),
                release.vcsType(),
                release.vcsCommit(),
                release.vcsUrl(),
                release.authors().stream()
                        .map(author -> new Author(author.email(), author.name(), author.account() != null))
                        .sorted(Comparator.comparing(Author::email))
                        .toList(),
                files == null
                        ? null
                        : files.stream()
                                .map(file -> new File(
                                        file.path(), file.version(), file.sha256(), full ? file.statement() : null))
                                .toList(),
                release.createdAt(),
                List.of());
    }
}
