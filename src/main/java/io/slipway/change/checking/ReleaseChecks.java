package io.slipway.change.checking;

import io.slipway.check.Finding;
import io.slipway.release.Digest;
import io.slipway.release.Release;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The results of checks of files that were no release yet: of the same files the newest. */
@Component
public class ReleaseChecks {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ReleaseChecks(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void save(long project, ReleaseCheck check, List<Finding> findings) {
        jdbc.sql("""
                INSERT INTO release_check
                    (project, track, digest, vcs_commit, url, targets, errors, warnings, findings, checked_at)
                VALUES (:project, :track, :digest, :vcsCommit, :url, :targets, :errors, :warnings,
                        CAST(:findings AS jsonb), :checkedAt)
                ON CONFLICT (project, track, digest) DO UPDATE
                SET vcs_commit = excluded.vcs_commit,
                    url = excluded.url,
                    targets = excluded.targets,
                    errors = excluded.errors,
                    warnings = excluded.warnings,
                    findings = excluded.findings,
                    checked_at = excluded.checked_at
                """)
                .param("project", project)
                .param("track", check.track())
                .param("digest", check.digest())
                .param("vcsCommit", check.vcsCommit())
                .param("url", check.url())
                .param("targets", check.targets())
                .param("errors", check.errors())
                .param("warnings", check.warnings())
                .param("findings", json.writeValueAsString(findings))
                .param("checkedAt", check.checkedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Return the newest check of the files that a release has, made before it or elsewhere. */
    public Optional<ReleaseCheck> of(Release release) {
        Map<String, String> files = jdbc
                .sql("SELECT path, sha256 FROM migration_file WHERE release = :release")
                .param("release", release.id())
                .query((row, number) -> Map.entry(row.getString("path"), row.getString("sha256")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
        return jdbc.sql("""
                        SELECT track, digest, vcs_commit, url, targets, errors, warnings, checked_at
                        FROM release_check
                        WHERE project = :project AND track = :track AND digest = :digest
                        """)
                .param("project", release.project())
                .param("track", release.track())
                .param("digest", Digest.ofFiles(release.track(), files))
                .query(ReleaseCheck.class)
                .optional();
    }

    /** Return what a check found: the heaviest, as many as were kept. */
    public List<Finding> findings(long project, ReleaseCheck check) {
        var kept = jdbc.sql("""
                        SELECT CAST(findings AS text)
                        FROM release_check
                        WHERE project = :project AND track = :track AND digest = :digest
                        """)
                .param("project", project)
                .param("track", check.track())
                .param("digest", check.digest())
                .query(String.class)
                .single();
        return List.of(json.readValue(kept, Finding[].class));
    }
}
