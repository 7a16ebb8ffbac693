package io.slipway.change.checking;

import io.slipway.change.checking.CheckedRelease.OfFile;
import io.slipway.change.checking.CheckedRelease.OnTarget;
import io.slipway.check.CheckReport;
import io.slipway.check.FileReport;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.TargetReport;
import io.slipway.check.Touched;
import io.slipway.failure.RejectedException;
import io.slipway.failure.SlipwayException;
import io.slipway.project.Instance;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Digest;
import io.slipway.release.ReleaseContent;
import io.slipway.release.ReleaseDraft;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks files that are no release yet, as of a pull request; nothing of them is kept but what was found. */
@Component
public class ReleaseChecking {

    /** A check is answered while its caller waits, and reads each target. */
    private static final int MOST_TARGETS = 500;

    /** Each file's tables are looked up on each target; a new database may lack years of files. */
    private static final int MOST_SIZED = 100;

    private static final int MOST_TOLD = 1_000;
    private static final int MOST_KEPT = 200;
    private static final Comparator<Finding> HEAVIEST_FIRST =
            Comparator.comparing(Finding::level).thenComparing(Finding.READING_ORDER);

    private final TargetChecking checking;
    private final Targets targets;
    private final ReleaseChecks checks;
    private final Clock clock;

    ReleaseChecking(TargetChecking checking, Targets targets, ReleaseChecks checks, Clock clock) {
        this.checking = checking;
        this.targets = targets;
        this.checks = checks;
        this.clock = clock;
    }

    /**
     * Check files for the targets that names stand for.
     *
     * @throws RejectedException if there are no files, or the names stand for no target or for too many
     */
    public CheckedRelease check(Project project, ReleaseDraft draft, List<String> names) {
        if (draft.files().isEmpty()) {
            throw ReleaseContent.noFiles();
        }
        List<TargetRef> resolved = targets.resolve(project, names);
        requireFew(resolved.size());
        String track = draft.track() == null ? project.track() : draft.track();
        List<FileToCheck> files = draft.files().stream()
                .map(file -> FileToCheck.of(track, file.path(), Digest.of(file.statement()), file.statement()))
                .toList();
        var found = new ArrayList<Finding>();
        Map<String, OnTarget> reports = new HashMap<>();
        List<Group> groups = groups(read(resolved, found)).stream()
                .map(group -> group.checked(checking.check(files, group.targets(), group.scratch())))
                .toList();
        groups.forEach(group ->
                group.report().targets().forEach(report -> reports.put(report.target(), of(group, report))));
        found.addAll(merged(groups));
        found.sort(HEAVIEST_FIRST);
        var summary = new ReleaseCheck(
                track,
                digest(track, files),
                draft.vcsCommit(),
                draft.vcsUrl(),
                resolved.size(),
                count(found, Level.ERROR),
                count(found, Level.WARNING),
                clock.instant());
        checks.save(project.id(), summary, found.stream().limit(MOST_KEPT).toList());
        return new CheckedRelease(
                summary,
                resolved.stream()
                        .map(ref -> Optional.ofNullable(reports.get(ref.name())).orElseGet(() -> unread(ref)))
                        .toList(),
                found.stream().limit(MOST_TOLD).toList());
    }

    private static void requireFew(int resolved) {
        if (resolved > MOST_TARGETS) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "too-many-targets",
                    "The names stand for %d targets, more than the %d that are checked before a release."
                            .formatted(resolved, MOST_TARGETS),
                    "Name a group of some that stand for the others; the issue is checked for all of its targets.");
        }
    }

    private static String digest(String track, List<FileToCheck> files) {
        return Digest.ofFiles(
                track,
                files.stream()
                        .collect(
                                Collectors.toMap(FileToCheck::path, FileToCheck::sha256, (one, other) -> one + other)));
    }

    private List<Held> read(List<TargetRef> resolved, List<Finding> found) {
        var held = new ArrayList<Held>();
        for (TargetRef ref : resolved) {
            try {
                held.add(checking.read(ref));
            } catch (SlipwayException e) {
                found.add(TargetChecking.refusal(e).on(ref.name()));
            }
        }
        return held;
    }

    /** Targets whose files are tried out on the same scratch server. */
    private record Group(Optional<Instance.Scratch> server, List<Held> targets, CheckReport report) {

        Instance.@Nullable Scratch scratch() {
            return server.orElse(null);
        }

        Group checked(CheckReport checked) {
            return new Group(server, targets, checked);
        }

        Held held(String target) {
            return targets.stream()
                    .filter(held -> held.ref().name().equals(target))
                    .findFirst()
                    .orElseThrow();
        }

        Stream<Finding> onEach(Finding finding) {
            return targets.stream().map(held -> finding.on(held.ref().name()));
        }
    }

    private static List<Group> groups(List<Held> held) {
        Map<Optional<Instance.Scratch>, List<Held>> byServer = held.stream()
                .collect(Collectors.groupingBy(
                        it -> Optional.ofNullable(it.ref().instance().scratch()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return byServer.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue(), new CheckReport(List.of(), List.of())))
                .toList();
    }

    /** What holds for all targets of every group is said once, and what holds for those of one group of each of them. */
    private static List<Finding> merged(List<Group> groups) {
        Map<Finding, Long> common = groups.stream()
                .flatMap(group -> group.report().findings().stream())
                .filter(finding -> finding.target() == null)
                .collect(Collectors.groupingBy(finding -> finding, LinkedHashMap::new, Collectors.counting()));
        return groups.stream()
                .flatMap(group -> group.report().findings().stream()
                        .flatMap(finding -> finding.target() != null || isOfAll(common, finding, groups)
                                ? Stream.of(finding)
                                : group.onEach(finding)))
                .distinct()
                .toList();
    }

    private static boolean isOfAll(Map<Finding, Long> common, Finding finding, List<Group> groups) {
        return Objects.requireNonNull(common.get(finding)) == groups.size();
    }

    private OnTarget of(Group group, TargetReport report) {
        var touched = new ArrayList<Touched>(List.of(report.touched()));
        report.files().stream().limit(MOST_SIZED).forEach(file -> touched.add(file.touched()));
        var ref = group.held(report.target()).ref();
        var work = checking.work(ref, touched);
        var files = new ArrayList<OfFile>();
        for (FileReport file : report.files()) {
            var own = files.size() < MOST_SIZED ? work.get(files.size() + 1) : Work.UNKNOWN;
            files.add(new OfFile(file.path(), file.version(), file.risk().name(), own));
        }
        return new OnTarget(
                ref,
                report.risk().name(),
                report.statementClasses().stream().map(Enum::name).collect(Collectors.toSet()),
                work.getFirst(),
                report.simulated(),
                files);
    }

    private static OnTarget unread(TargetRef ref) {
        return new OnTarget(ref, "UNKNOWN", Set.of(), Work.UNKNOWN, false, List.of());
    }

    private static int count(List<Finding> found, Level level) {
        return (int) found.stream().filter(finding -> finding.level() == level).count();
    }
}
