package io.slipway.web.change;

import io.slipway.api.change.Changes;
import io.slipway.api.project.Sight;
import io.slipway.change.patch.EditPatch;
import io.slipway.plan.Planner;
import io.slipway.plan.ReconcileFile;
import io.slipway.plan.ReconcileFiles;
import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationFiles;
import io.slipway.release.MigrationKind;
import io.slipway.release.Release;
import io.slipway.review.Issue;
import io.slipway.rollout.Stages;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.TaskList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The part of an issue's page that shows files, and how an edit changed them. */
@Component
class ReleaseParts {

    private static final int MOST_FILES = 100;
    private static final int MOST_DIFFERENCES = 30;
    private static final int MOST_OF_FILE = 20_000;
    private static final int MOST_OF_ALL = 200_000;

    private final Planner planner;
    private final MigrationFiles files;
    private final Stages stages;
    private final Divergences divergences;
    private final ReconcileFiles reconcileFiles;
    private final TaskList tasks;
    private final EditPatch patch;

    ReleaseParts(
            Planner planner,
            MigrationFiles files,
            Stages stages,
            Divergences divergences,
            ReconcileFiles reconcileFiles,
            TaskList tasks,
            EditPatch patch) {
        this.divergences = divergences;
        this.reconcileFiles = reconcileFiles;
        this.tasks = tasks;
        this.patch = patch;
        this.planner = planner;
        this.files = files;
        this.stages = stages;
    }

    /**
     * A file and as much of its text as fits the page.
     *
     * @param cut whether the text goes on
     */
    record Shown(MigrationFile file, String sql, long lines, boolean cut) {}

    /** The files of a change, and how many more there are than are shown. */
    record Files(List<Release> releases, List<Shown> shown, int more) {}

    /**
     * What an edit changed.
     *
     * @param edits how often the change was edited
     * @param same how many files it left as they were
     * @param more how many differences are not shown
     */
    record Difference(String before, String after, int edits, List<FileDifference> files, int same, int more) {}

    /** A target that holds an earlier text, by its resource name. */
    record Diverged(String target, Divergence divergence) {}

    List<Diverged> diverged(Issue issue) {
        var found = issue.edits() == 0 ? List.<Divergence>of() : divergences.of(issue.plan());
        var names = tasks.targetNames(found.stream().map(Divergence::planTarget).toList());
        return found.stream()
                .map(it -> new Diverged(Objects.requireNonNull(names.get(it.planTarget())), it))
                .toList();
    }

    List<ReconcileFile> reconcileFiles(Issue issue) {
        return reconcileFiles.of(issue.plan());
    }

    boolean hasPatch(Issue issue) {
        return issue.edits() > 0 && !patch.of(issue).isEmpty();
    }

    Files files(Issue issue) {
        var all = filesOf(issue.plan());
        var room = MOST_OF_ALL;
        var shown = new ArrayList<Shown>();
        for (var file : all.subList(0, Math.min(all.size(), MOST_FILES))) {
            var length = Math.min(file.statement().length(), Math.min(MOST_OF_FILE, room));
            room -= length;
            shown.add(new Shown(
                    file,
                    file.statement().substring(0, length),
                    file.statement().lines().count(),
                    length < file.statement().length()));
        }
        return new Files(planner.releases(issue.plan()), shown, all.size() - shown.size());
    }

    /** Return the texts of a change's files by their paths. */
    Map<String, String> texts(Issue issue) {
        return filesOf(issue.plan()).stream()
                .collect(Collectors.toMap(MigrationFile::path, MigrationFile::statement, (one, other) -> one));
    }

    /** Return a file of the change, as it is or as it was before an edit. */
    MigrationFile file(Changes.Change change, long id) {
        return files.findById(id)
                .filter(file -> stages.plansOf(change.issue().id()).stream()
                        .flatMap(plan -> planner.releases(plan).stream())
                        .anyMatch(release -> release.id() == file.release()))
                .orElseThrow(() -> Sight.unknown("%s/files/%d".formatted(change.name(), id)));
    }

    /** Compare the change with what it was before its last edit; null if it was never edited. */
    @Nullable
    Difference difference(Issue issue) {
        var plans = stages.plansOf(issue.id());
        var present = plans.indexOf(issue.plan());
        if (present < 1) {
            return null;
        }
        var before = plans.get(present - 1);
        var pairs = pairs(filesOf(before), filesOf(issue.plan()));
        var changed = pairs.stream().filter(Pair::differs).toList();
        return new Difference(
                names(before),
                names(issue.plan()),
                present,
                changed.stream()
                        .limit(MOST_DIFFERENCES)
                        .map(pair -> FileDifference.of(pair.before(), pair.after()))
                        .toList(),
                pairs.size() - changed.size(),
                Math.max(0, changed.size() - MOST_DIFFERENCES));
    }

    private record Pair(
            @Nullable MigrationFile before, @Nullable MigrationFile after) {

        boolean differs() {
            return before == null || after == null || !before.statement().equals(after.statement());
        }
    }

    /** Two one-offs are the same file edited; other files are the same by their path. */
    private static List<Pair> pairs(List<MigrationFile> before, List<MigrationFile> after) {
        if (isOneOff(before) && isOneOff(after)) {
            return List.of(new Pair(before.getFirst(), after.getFirst()));
        }
        var old = before.stream()
                .collect(Collectors.toMap(
                        MigrationFile::path, Function.identity(), (one, other) -> one, LinkedHashMap::new));
        var pairs = new ArrayList<Pair>();
        after.forEach(file -> pairs.add(new Pair(old.remove(file.path()), file)));
        old.values().forEach(file -> pairs.add(new Pair(file, null)));
        return pairs;
    }

    private static boolean isOneOff(List<MigrationFile> all) {
        return all.size() == 1 && all.getFirst().kind() == MigrationKind.ONE_OFF;
    }

    private List<MigrationFile> filesOf(long plan) {
        return planner.releases(plan).stream()
                .flatMap(release -> files.of(release.id()).stream())
                .toList();
    }

    private String names(long plan) {
        return planner.releases(plan).stream().map(Release::name).collect(Collectors.joining(", "));
    }
}
