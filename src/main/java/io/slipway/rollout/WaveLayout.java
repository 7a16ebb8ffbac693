package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.plan.PlanTargets;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.review.Directory;
import io.slipway.rollout.condition.PartOrder;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Cuts what a release starts into waves, by the policy's size, and takes back those that have not started. Targets that a releaser gave a
 * start of their own are cut apart from all others, and so are the parts of a plan that come after others.
 */
@Component
class WaveLayout {

    private final Waves waves;
    private final Tasks tasks;
    private final StartTimes times;
    private final PlanTargets planTargets;
    private final Targets targets;
    private final PartOrder order;

    WaveLayout(Waves waves, Tasks tasks, StartTimes times, PlanTargets planTargets, Targets targets, PartOrder order) {
        this.order = order;
        this.waves = waves;
        this.tasks = tasks;
        this.times = times;
        this.planTargets = planTargets;
        this.targets = targets;
    }

    /** Tasks with one start; null: at once. */
    private record Part(List<Long> tasks, @Nullable Instant startAt) {}

    /**
     * Put all tasks of a stage that have not succeeded into waves.
     *
     * @param account who starts them, or null where the policy does
     * @throws RejectedException if a selection matches nothing, or two match the same target
     */
    void layOut(Stage stage, StageRelease.Terms terms, @Nullable Long account) {
        List<Task> toStart = tasks.ofStage(stage.id()).stream()
                .filter(task -> switch (task.status()) {
                    case NOT_STARTED, FAILED, CANCELED -> true;
                    case PENDING, RUNNING, DONE, UNKNOWN, SKIPPED -> false;
                })
                .toList();
        for (var part : inOrder(stage, parts(toStart, terms))) {
            putIntoWaves(stage, part, new StartTimes.Given(account, terms.zone(), ""));
        }
    }

    /**
     * What comes after another part of the plan gets later waves.
     *
     * @throws RejectedException if it has an earlier start than that
     */
    private List<Part> inOrder(Stage stage, List<Part> parts) {
        Map<Long, Integer> depths = order.depths(stage);
        var byDepth = new TreeMap<Integer, List<Part>>();
        parts.forEach(part -> part.tasks().stream()
                .collect(Collectors.groupingBy(task -> depths.getOrDefault(task, 0), TreeMap::new, Collectors.toList()))
                .forEach((depth, tasks) ->
                        byDepth.computeIfAbsent(depth, any -> new ArrayList<>()).add(new Part(tasks, part.startAt()))));
        var ordered = new ArrayList<Part>();
        Instant latest = null;
        for (var ofDepth : byDepth.values()) {
            Instant before = latest;
            for (var part : ofDepth) {
                if (before != null && (part.startAt() == null || part.startAt().isBefore(before))) {
                    throw invalid(
                            "start-before-earlier-part",
                            "Targets that come after others of the change would start before them, which start at '%s'."
                                    .formatted(before),
                            "Give them that start or a later one.");
                }
                latest = later(latest, part.startAt());
                ordered.add(part);
            }
        }
        return ordered;
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        return one == null || other != null && other.isAfter(one) ? other : one;
    }

    private void putIntoWaves(Stage stage, Part part, StartTimes.Given by) {
        List<Long> ids = part.tasks();
        Instant startAt = part.startAt();
        int size = stage.waveSize() == 0 ? Math.max(1, ids.size()) : stage.waveSize();
        for (int from = 0; from < ids.size(); from += size) {
            long wave = waves.create(stage.id(), startAt);
            tasks.schedule(ids.subList(from, Math.min(ids.size(), from + size)), wave);
            if (startAt != null) {
                times.set(wave, startAt, by);
            }
        }
    }

    /** Return the waves of a stage that have not started. */
    List<Waves.Wave> waiting(Stage stage) {
        return waves.waiting(stage.id());
    }

    /** Give a wave a later start, which nobody has asked for. */
    void postpone(Waves.Wave wave, Instant to, String why) {
        times.set(wave.id(), to, new StartTimes.Given(null, "UTC", why));
    }

    /**
     * Cancel what of a stage has not started, with its schedules.
     *
     * @param account who cancels it, or null where it can't be kept
     */
    void cancelWaiting(Stage stage, @Nullable Long account) {
        for (var wave : waves.waiting(stage.id())) {
            times.end(wave.id(), Schedules.Status.CANCELED, account);
            tasks.cancelPending(wave.id());
            waves.set(wave.id(), Waves.Status.CANCELED);
        }
    }

    private List<Part> parts(List<Task> toStart, StageRelease.Terms terms) {
        if (terms.selections().isEmpty()) {
            return List.of(new Part(toStart.stream().map(Task::id).toList(), terms.startAt()));
        }
        Map<String, Long> left = new LinkedHashMap<>();
        toStart.forEach(task -> left.put(shortName(task), task.id()));
        var parts = new ArrayList<Part>();
        var chosen = new ArrayList<String>();
        for (var selection : terms.selections()) {
            List<String> names = names(selection.targets(), left.keySet().stream(), chosen);
            chosen.addAll(names);
            parts.add(new Part(names.stream().map(left::remove).toList(), selection.startAt()));
        }
        if (!left.isEmpty()) {
            parts.addFirst(new Part(List.copyOf(left.values()), terms.startAt()));
        }
        return parts;
    }

    private List<String> names(String selection, Stream<String> left, List<String> chosen) {
        List<Pattern> patterns = Stream.of(selection.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .map(WaveLayout::pattern)
                .toList();
        if (chosen.stream().anyMatch(name -> matches(patterns, name))) {
            throw invalid(
                    "selections-overlap",
                    "A target of '%s' has a start by another selection already.".formatted(Directory.shown(selection)),
                    "Give each target one start.");
        }
        List<String> names = left.filter(name -> matches(patterns, name)).toList();
        if (names.isEmpty()) {
            throw invalid(
                    "selection-matches-nothing",
                    "No target that is to start is called '%s'.".formatted(Directory.shown(selection)),
                    "Name targets as the form lists them, as in 'prod-1/orders_prod'; '*' stands for any part of a name.");
        }
        return names;
    }

    private static boolean matches(List<Pattern> patterns, String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** A star matches within one part of a name; all else is taken as it is written. */
    private static Pattern pattern(String word) {
        String quoted = Stream.of(word.split("\\*", -1))
                .map(Pattern::quote)
                .reduce((one, other) -> one + "[^/]*" + other)
                .orElseThrow();
        return Pattern.compile(quoted);
    }

    private String shortName(Task task) {
        var target = planTargets.findById(task.planTarget()).orElseThrow();
        return targets.byId(target.database(), target.schemaName())
                .map(TargetRef::shortName)
                .orElse("gone/" + task.id());
    }

    private static RejectedException invalid(String code, String message, String help) {
        return new RejectedException(RejectedException.Reason.INVALID, code, message, help);
    }
}
