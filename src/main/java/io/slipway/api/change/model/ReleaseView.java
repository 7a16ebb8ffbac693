package io.slipway.api.change.model;

import io.slipway.change.checking.ReleaseCheck;
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
        @Nullable Check check,
        @Nullable List<File> files,
        Instant createdAt,
        List<String> actions) {

    /** A commit's author; {@code member} says whether Slipway knows whom the address belongs to. */
    public record Author(String email, String name, boolean member) {}

    /**
     * How files like a release's were found to be before there was one, as in a pull request.
     *
     * @param commit that was checked
     * @param url of the pull request, or of the commit
     * @param targets how many it was checked for
     * @param findings the heaviest; absent where they are not asked for
     */
    public record Check(
            Instant checkedAt,
            @Nullable String commit,
            @Nullable String url,
            int targets,
            int errors,
            int warnings,
            @Nullable List<Finding> findings) {

        public static Check of(ReleaseCheck check, @Nullable List<io.slipway.check.Finding> findings) {
            return new Check(
                    check.checkedAt(),
                    check.vcsCommit(),
                    check.url(),
                    check.targets(),
                    check.errors(),
                    check.warnings(),
                    findings == null ? null : findings.stream().map(Finding::of).toList());
        }
    }

    /**
     * A finding.
     *
     * @param target the resource name; absent where it holds for every target that the file is for
     * @param line from 1; absent where no line is meant
     */
    public record Finding(
            @Nullable String target,
            String level,
            String code,
            String path,
            @Nullable Integer line,
            String text,
            String help) {

        public static Finding of(io.slipway.check.Finding found) {
            return new Finding(
                    found.target(),
                    found.level().name(),
                    found.code(),
                    found.path(),
                    found.line() == 0 ? null : found.line(),
                    found.text(),
                    found.help());
        }
    }

    /** A file of a release. */
    public record File(
            String path,
            String version,
            String sha256,
            @Nullable String statement) {}

    public static ReleaseView of(
            Project project,
            Release release,
            @Nullable Check check,
            @Nullable List<MigrationFile> files,
            boolean full) {
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
                check,
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
