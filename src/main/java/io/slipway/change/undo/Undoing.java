package io.slipway.change.undo;

import io.slipway.change.ChangeDesk;
import io.slipway.change.IssueCommands;
import io.slipway.change.undo.Undo.Source;
import io.slipway.change.undo.Undo.Step;
import io.slipway.change.undo.UndoRegister.Brought;
import io.slipway.change.undo.UndoRegister.Target;
import io.slipway.change.undo.UndoRegister.Version;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Shows how what an issue brought would be taken back, and opens the issue that does it: reviewed and run as any other. */
@Component
public class Undoing {

    private final UndoRegister register;
    private final Issues issues;
    private final Directory directory;
    private final Targets targets;
    private final ChangeDesk desk;
    private final IssueCommands.Told told;

    Undoing(
            UndoRegister register,
            Issues issues,
            Directory directory,
            Targets targets,
            ChangeDesk desk,
            IssueCommands.Told told) {
        this.register = register;
        this.issues = issues;
        this.directory = directory;
        this.targets = targets;
        this.desk = desk;
        this.told = told;
    }

    /**
     * What to take back.
     *
     * @param versions some of what the issue brought; none for all of it
     * @param targets names of databases or groups; none for all that have the versions
     */
    public record Wish(List<String> versions, List<String> targets) {

        public Wish {
            versions = List.copyOf(versions);
            targets = List.copyOf(targets);
        }
    }

    /**
     * Return how it would be taken back, from the copy of the targets' ledgers.
     *
     * @throws RejectedException if the issue brought nothing of this, a version has no way back, or targets differ in what they have
     */
    @Transactional(readOnly = true)
    public Undo show(Issue source, Wish wish) {
        List<Brought> brought = wished(source, wish);
        LinkedHashMap<Version, List<Brought>> byVersion =
                brought.stream().collect(Collectors.groupingBy(Brought::key, LinkedHashMap::new, Collectors.toList()));
        requireSameTargets(byVersion);
        List<Step> steps = new ArrayList<>();
        byVersion.sequencedValues().reversed().forEach(of -> steps.add(step(of)));
        return new Undo(
                source.number(),
                steps,
                brought.stream()
                        .map(Brought::target)
                        .distinct()
                        .map(this::present)
                        .toList());
    }

    /**
     * Open the issue that takes it back. Repeated, it gives the issue that was opened before.
     *
     * @throws RejectedException as {@link #show}, or if it was taken back already, or the account is no developer of the project
     */
    @Transactional
    public Issue open(Account account, long sourceId, Wish wish) {
        Issue source = issues.lock(sourceId).orElseThrow();
        Undo undo = show(source, wish);
        var before = register.same(source, undo.sql());
        if (before.isPresent()) {
            return stillOpen(source, before.get());
        }
        Issue issue = desk.openUndo(account, source, undo.sql(), undo.targets());
        register.opened(source, issue);
        told.undone(source, account, issue);
        return issue;
    }

    private static Issue stillOpen(Issue source, Issue before) {
        if (before.status() == Issue.Status.OPEN) {
            return before;
        }
        throw new RejectedException(
                RejectedException.Reason.CONFLICT,
                "already-undone",
                "Issue %d has taken back what issue %d brought.".formatted(before.number(), source.number()),
                "Bring it again with a new version, if it is wanted after all.");
    }

    private List<Brought> wished(Issue source, Wish wish) {
        Set<Target> only = wish.targets().isEmpty() ? Set.of() : named(source, wish.targets());
        List<Brought> brought = register.of(source.id()).stream()
                .filter(it -> wish.versions().isEmpty() || wish.versions().contains(it.version()))
                .filter(it -> wish.targets().isEmpty() || only.contains(it.target()))
                .toList();
        var found = brought.stream().map(Brought::version).collect(Collectors.toSet());
        if (brought.isEmpty() || !found.containsAll(wish.versions())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "nothing-to-undo",
                    "Issue %d has brought %s to none of these targets."
                            .formatted(
                                    source.number(),
                                    wish.versions().isEmpty()
                                            ? "anything"
                                            : quoted(wish.versions().stream()
                                                    .filter(version -> !found.contains(version))
                                                    .toList())),
                    "See with 'slipway revisions' what a database has; repeatable files are taken back by rolling out their earlier text.");
        }
        return brought;
    }

    private Set<Target> named(Issue source, List<String> names) {
        return targets.resolve(directory.projectOf(source), names).stream()
                .map(ref -> new Target(ref.database().id(), ref.schema()))
                .collect(Collectors.toSet());
    }

    /** One SQL text goes to all: a target without one of the versions must not get it. */
    private void requireSameTargets(Map<Version, List<Brought>> byVersion) {
        Set<Set<Target>> sets = byVersion.values().stream()
                .map(of -> of.stream().map(Brought::target).collect(Collectors.toSet()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (sets.size() > 1) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "targets-differ",
                    "Not all targets have the same of these versions: "
                            + byVersion.entrySet().stream()
                                    .map(entry -> "%s is on %d"
                                            .formatted(
                                                    entry.getKey().version(),
                                                    entry.getValue().size()))
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "Take one version back after the other, the last first, or name targets that have the same.");
        }
    }

    private static Step step(List<Brought> of) {
        Brought one = of.getFirst();
        if (one.undoStatement() != null && one.undoPath() != null) {
            return new Step(one.track(), one.version(), Source.UNDO_FILE, one.undoPath(), one.undoStatement());
        }
        if (of.stream().map(it -> String.valueOf(it.restore())).distinct().count() > 1) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "targets-differ",
                    "The rows that version '%s' kept are put back by other SQL on some of its targets."
                            .formatted(one.version()),
                    "Name targets whose tables have the same columns.");
        }
        if (one.restore() == null) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "no-way-back",
                    "Version '%s' ('%s') has no undo file in its release and kept no rows."
                            .formatted(one.version(), one.path()),
                    "Open an issue with SQL that takes it back, or name the versions that can be taken back.");
        }
        return new Step(one.track(), one.version(), Source.KEPT_ROWS, one.path(), one.restore());
    }

    private TargetRef present(Target target) {
        return targets.byId(target.database(), target.schemaName())
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "target-gone",
                        "A target that has what would be taken back is no longer configured.",
                        "Configure it again, or name the targets that are."));
    }

    private static String quoted(Collection<String> versions) {
        return versions.stream()
                .map(version -> "'" + Directory.shown(version) + "'")
                .collect(Collectors.joining(", "));
    }
}
