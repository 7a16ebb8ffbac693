package io.slipway.release;

import io.slipway.failure.RejectedException;
import io.slipway.project.Members;
import io.slipway.project.Project;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes releases and keeps them; the same content of the same commit gives the same release. */
@Component
public class ReleaseArchive {

    private static final int NAME_DIGITS = 12;

    private final Releases releases;
    private final MigrationFiles files;
    private final Members members;
    private final Clock clock;

    ReleaseArchive(Releases releases, MigrationFiles files, Members members, Clock clock) {
        this.releases = releases;
        this.files = files;
        this.members = members;
        this.clock = clock;
    }

    /**
     * Make a release of files, or return the one that has the same content and commit.
     *
     * @throws RejectedException if it has no file, a file has no version, or two files have the same version
     */
    @Transactional
    public Release store(Project project, ReleaseDraft draft, long account) {
        String track = draft.track() == null ? project.track() : draft.track();
        List<ReleaseContent.Named> content = ReleaseContent.named(draft.files());
        String digest = digest(track, draft.vcsCommit(), content);
        releases.lock(digest);
        return releases.sameContent(project.id(), track, digest)
                .orElseGet(() -> save(
                        new Release(
                                0,
                                project.id(),
                                track + "-" + digest.substring(0, NAME_DIGITS),
                                Release.Kind.FILES,
                                track,
                                digest,
                                draft.vcsType(),
                                draft.vcsCommit(),
                                draft.vcsUrl(),
                                account,
                                clock.instant(),
                                authors(project, draft.authors())),
                        content));
    }

    /**
     * Make a release of SQL typed into an issue.
     *
     * @param version such as {@code issue/12.1}: outside the track's order
     */
    @Transactional
    public Release storeOneOff(Project project, String version, String statement, long account) {
        if (statement.isBlank()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "no-sql",
                    "The change has neither SQL nor a release.",
                    "Type the SQL to run, or name the release to roll out.");
        }
        var file = new ReleaseContent.Named(
                new ReleaseDraft.File(version + ".sql", statement),
                version,
                MigrationKind.ONE_OFF,
                Digest.of(statement));
        String name = version.replace('/', '-');
        return save(
                new Release(
                        0,
                        project.id(),
                        name,
                        Release.Kind.ONE_OFF,
                        project.track(),
                        digest(project.track(), null, List.of(file)),
                        null,
                        null,
                        null,
                        account,
                        clock.instant(),
                        Set.of()),
                List.of(file));
    }

    /**
     * Make a release of another one's files, some of them with another text. It is of no commit, whose files are not these; the authors stay.
     *
     * @throws RejectedException if a file is not one of the release
     */
    @Transactional
    public Release storeEdited(Project project, Release base, List<ReleaseDraft.File> edited, long account) {
        var texts = new LinkedHashMap<String, String>();
        edited.forEach(file -> texts.put(file.path(), file.statement()));
        List<ReleaseContent.Named> content = ReleaseContent.named(files.of(base.id()).stream()
                .map(file -> new ReleaseDraft.File(
                        file.path(), Objects.requireNonNullElse(texts.remove(file.path()), file.statement())))
                .toList());
        if (!texts.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "unknown-file",
                    "Release '%s' has no file '%s'."
                            .formatted(base.name(), texts.sequencedKeySet().getFirst()),
                    "Edit files that it has; what is added or left out takes a new release.");
        }
        String digest = digest(base.track(), null, content);
        releases.lock(digest);
        return releases.sameContent(project.id(), base.track(), digest)
                .orElseGet(() -> save(
                        new Release(
                                0,
                                project.id(),
                                base.track() + "-" + digest.substring(0, NAME_DIGITS),
                                Release.Kind.FILES,
                                base.track(),
                                digest,
                                null,
                                null,
                                null,
                                account,
                                clock.instant(),
                                base.authors()),
                        content));
    }

    /** Tell whether a release has files at all of these paths. */
    @Transactional(readOnly = true)
    public boolean hasFiles(Release release, List<String> paths) {
        return files.outlines(release.id()).stream()
                .map(MigrationFile::path)
                .toList()
                .containsAll(paths);
    }

    /** Save a release file by file, so that one text is held at a time. */
    private Release save(Release draft, List<ReleaseContent.Named> content) {
        Release release = releases.save(draft);
        for (int position = 0; position < content.size(); position++) {
            files.save(content.get(position).read(release.id(), position));
        }
        return release;
    }

    private Set<Release.Author> authors(Project project, Set<ReleaseDraft.Person> people) {
        return people.stream()
                .map(person -> new Release.Author(
                        person.email(),
                        person.name(),
                        members.accountByEmail(project.id(), person.email())
                                .map(account -> (Long) account.id())
                                .orElse(null)))
                .collect(Collectors.toSet());
    }

    private static String digest(String track, @Nullable String commit, List<ReleaseContent.Named> content) {
        var digest = new Digest().add(track).add(commit);
        content.forEach(file -> digest.add(file.path()).add(file.version()).add(file.sha256()));
        return digest.hex();
    }
}
