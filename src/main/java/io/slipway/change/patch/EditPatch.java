package io.slipway.change.patch;

import io.slipway.plan.Planner;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.Release;
import io.slipway.review.Issue;
import io.slipway.rollout.Stages;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What edits changed since the files came from a commit, as a unified diff that {@code git apply} takes; the next run of CI then makes a
 * release of the very same files.
 */
@Component
public class EditPatch {

    private final Stages stages;
    private final Planner planner;
    private final MigrationFiles files;

    EditPatch(Stages stages, Planner planner, MigrationFiles files) {
        this.stages = stages;
        this.planner = planner;
        this.files = files;
    }

    /** Return the patch from the last release of a commit, or else the first one, to the present one; empty if they are alike or SQL was typed. */
    public String of(Issue issue) {
        List<Release> releases = stages.plansOf(issue.id()).stream()
                .filter(plan -> plan <= issue.plan())
                .flatMap(plan -> planner.releases(plan).stream())
                .toList();
        Release present = releases.getLast();
        if (present.kind() == Release.Kind.ONE_OFF) {
            return "";
        }
        Release base = releases.reversed().stream()
                .filter(release -> release.vcsCommit() != null)
                .findFirst()
                .orElse(releases.getFirst());
        return between(texts(base), texts(present));
    }

    private Map<String, String> texts(Release release) {
        return files.of(release.id()).stream()
                .collect(Collectors.toMap(
                        MigrationFile::path, MigrationFile::statement, (one, other) -> one, LinkedHashMap::new));
    }

    private static String between(Map<String, String> before, Map<String, String> after) {
        var paths = new TreeMap<String, String>(before);
        paths.putAll(after);
        return paths.keySet().stream()
                .map(path -> UnifiedDiff.of(path, before.get(path), after.get(path)))
                .collect(Collectors.joining());
    }
}
