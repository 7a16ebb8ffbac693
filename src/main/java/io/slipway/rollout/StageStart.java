package io.slipway.rollout;

import io.slipway.calendar.MaintenanceWindow;
import io.slipway.calendar.MaintenanceWindows;
import io.slipway.calendar.StandingFreezes;
import io.slipway.failure.RejectedException;
import io.slipway.plan.Planner;
import io.slipway.review.Approval;
import io.slipway.review.Approvals;
import io.slipway.review.Directory;
import io.slipway.review.Findings;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.condition.PartOrder;
import io.slipway.rollout.condition.StageHealth;
import io.slipway.rollout.condition.StartConditions;
import io.slipway.rollout.hotfix.CatchUps;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Whether a stage may start: what was approved is unchanged, nothing is frozen, its window is open. */
@Component
public class StageStart {

    private final Stages stages;
    private final Issues issues;
    private final Planner planner;
    private final Conditions conditions;
    private final StandingFreezes freezes;
    private final Findings findings;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.shared();

    StageStart(
            Stages stages,
            Issues issues,
            Planner planner,
            Conditions conditions,
            StandingFreezes freezes,
            Findings findings,
            Clock clock) {
        this.stages = stages;
        this.issues = issues;
        this.planner = planner;
        this.conditions = conditions;
        this.freezes = freezes;
        this.findings = findings;
        this.clock = clock;
    }

    /**
     * Refuse unless what would run now is what was approved and released.
     *
     * @throws RejectedException if the files, the targets or the decisions are not what they were
     */
    void requireUnchanged(Stage stage) {
        String released = Optional.ofNullable(stage.releasedDigest()).orElse("");
        String now = planner.currentDigest(stages.planOf(stage.id()));
        if (!now.equals(released) || !conditions.isDecidedOn(stage.id(), now)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "not-what-was-approved",
                    "The change or one of its targets is not what was approved and released.",
                    "Edit the change, so that it is checked and approved as it is now.");
        }
        if (!stages.isCurrent(stage.id())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "change-edited",
                    "The change was edited or withdrawn after this stage was released.",
                    "Decide on the issue as it is now.");
        }
    }

    /**
     * Refuse a start where the checks, made again since the release, found an error that nobody has seen.
     *
     * @throws RejectedException if they did
     */
    void requireNoNewErrors(Stage stage) {
        findings.requireNoNewErrors(findingsOf(stage), stage.releasedCheck());
    }

    /**
     * Refuse a start on a target that an earlier release was left out on, which is owed first, and one that waits for an issue or a gate. No
     * override of findings is about these.
     *
     * @param now whether it is to start now; a start to come may wait for what can still come
     * @throws RejectedException if something is owed or missing
     */
    void requireFirst(Stage stage, boolean now) {
        conditions.requireFirst(stage, now);
    }

    /** Return where the findings that concern a stage are. */
    Findings.Place findingsOf(Stage stage) {
        return new Findings.Place(stages.planOf(stage.id()), stage.environment());
    }

    /**
     * Refuse a start that nobody watched over any more, because Slipway or the engine was away at its time. A window says itself how long a
     * start is in time: as long as the opening lasts that the start was in.
     *
     * @throws RejectedException if it lies too long ago
     */
    void requireInTime(Stage stage, Instant startsAt) {
        if (startsAt.plus(LATENESS).isBefore(clock.instant()) && !isSameOpening(stage, startsAt)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "start-missed",
                    "The start '%s' was missed by more than %d minutes.".formatted(startsAt, LATENESS.toMinutes()),
                    "Release it again, now or at a time to come.");
        }
    }

    private boolean isSameOpening(Stage stage, Instant startsAt) {
        List<MaintenanceWindow> windows = conditions.windows(stage);
        return !windows.isEmpty()
                && windows.stream()
                        .allMatch(window -> window.openingAt(startsAt)
                                .filter(opening -> clock.instant().isBefore(opening.end()))
                                .isPresent());
    }

    /**
     * Refuse a start that a person may not give: a time gone by, or one that an approver did not allow. Null is at once.
     *
     * @throws RejectedException if it lies in the past, or before the time or outside the window that an approver named
     */
    void requireAllowed(long stage, @Nullable Instant at) {
        if (at != null && !at.isAfter(now())) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "start-in-the-past",
                    "The start '%s' lies in the past.".formatted(at),
                    "Choose a time to come. To run it now, choose so, or cancel what is scheduled first.");
        }
        conditions.requireKept(stage, at == null ? now() : at);
    }

    /**
     * Refuse the name of a maintenance window that there is not; null is no name.
     *
     * @throws RejectedException if there is none of this name
     */
    void requireKnown(@Nullable String window) {
        if (window != null) {
            conditions.window(window);
        }
    }

    /**
     * Refuse a wave whose targets come after others of the plan that are not done.
     *
     * @throws RejectedException that says so
     */
    void requireEarlierPartsDone(Stage stage, long wave) {
        conditions.parts.requireEarlierDone(stage, wave);
    }

    /**
     * Refuse a start while the stage before is not well. Ask its health checks first.
     *
     * @throws RejectedException that says what is wrong there
     */
    void requireHealthy(Stage stage) {
        conditions.health.requireHealthy(stage);
    }

    /** Return when a stage that wants to start at a time may start: that time, or a later one by freeze, window, soak time or an approver. */
    public Instant earliest(Stage stage, Instant wanted) {
        Instant start = conditions.notBefore(stage, wanted);
        List<MaintenanceWindow> open = conditions.windows(stage);
        StandingFreezes.Place place = place(stage);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Instant next = windowStart(open, freezes.heldUntil(start, place).orElse(start));
            if (next.equals(start)) {
                return start;
            }
            start = next;
        }
        throw new RejectedException(
                RejectedException.Reason.CONFLICT,
                "no-start-in-sight",
                "Freezes leave no start in the maintenance window.",
                "Shorten a freeze, or choose another window or condition.");
    }

    private static final int MAX_ROUNDS = 400;
    /** How long after its time a start is still what the releaser meant. */
    private static final Duration LATENESS = Duration.ofHours(1);

    /** Return the opening of a stage's window that a time lies in or, in none, the next one; empty if there is no window. */
    public Optional<MaintenanceWindow.Opening> opening(Stage stage, Instant at) {
        return conditions
                .windowOfPolicy(stage)
                .flatMap(window ->
                        window.openingAt(at).or(() -> window.startAfter(at).flatMap(window::openingAt)));
    }

    /** Tell whether the window of a stage is closed and what runs must stop for it. */
    public boolean hasClosedForGood(Stage stage) {
        return conditions
                .windowOfPolicy(stage)
                .filter(window -> window.atClose() == MaintenanceWindow.AtClose.CANCEL)
                .filter(window -> !window.contains(clock.instant()))
                .isPresent();
    }

    /** Return the freezes that concern a stage now, those that are overridden for it too. */
    public List<StandingFreezes.Standing> freezesNow(Stage stage) {
        return freezes.at(clock.instant(), place(stage));
    }

    /** Return the freezes that concern a stage now or later, each with its present or next period. */
    List<StandingFreezes.Standing> freezesAhead(Stage stage) {
        return freezes.from(clock.instant(), place(stage));
    }

    private StandingFreezes.Place place(Stage stage) {
        Issue issue = issues.findById(stages.issueOf(stage.id())).orElseThrow();
        return new StandingFreezes.Place(
                stage.id(),
                stage.environment(),
                issue.project(),
                stages.labelsOf(stage.id()).stream().map(this::labels).toList());
    }

    private Map<String, String> labels(String text) {
        return json.readValue(text, new TypeReference<>() {});
    }

    private static Instant windowStart(List<MaintenanceWindow> windows, Instant start) {
        return windows.stream()
                .map(window -> open(window, start))
                .max(Comparator.naturalOrder())
                .orElse(start);
    }

    private static Instant open(MaintenanceWindow window, Instant start) {
        return window.contains(start) ? start : window.nextStart(start);
    }

    /** Return when a start at once is meant: now. */
    public Instant now() {
        return clock.instant();
    }

    /** What approvers made a condition of, and in which windows a stage may start. */
    @Component
    static class Conditions {

        private final Approvals approvals;
        private final MaintenanceWindows windows;
        private final CatchUps catchUps;
        private final StartConditions named;
        private final StageHealth health;
        private final PartOrder parts;

        Conditions(
                Approvals approvals,
                MaintenanceWindows windows,
                CatchUps catchUps,
                StartConditions named,
                StageHealth health,
                PartOrder parts) {
            this.health = health;
            this.parts = parts;
            this.approvals = approvals;
            this.windows = windows;
            this.catchUps = catchUps;
            this.named = named;
        }

        void requireFirst(Stage stage, boolean now) {
            catchUps.requireCaughtUp(stage);
            if (now) {
                named.requireMet(stage);
            } else {
                named.requireNoneLost(stage);
            }
        }

        /** Tell whether every decision on a stage approves what has this digest. */
        boolean isDecidedOn(long stage, String digest) {
            return approvals.findByStageOrderByStep(stage).stream()
                    .allMatch(approval ->
                            approval.digest().equals(digest) && approval.decision() == Approval.Decision.APPROVE);
        }

        void requireKept(long stage, Instant at) {
            for (Approval approval : approved(stage)) {
                Instant notBefore = approval.notBefore();
                if (notBefore != null && notBefore.isAfter(at)) {
                    throw new RejectedException(
                            RejectedException.Reason.CONFLICT,
                            "approved-for-later",
                            "An approver's condition is: not before '%s'.".formatted(notBefore),
                            "Choose that time or a later one.");
                }
                String window = approval.onlyInWindow();
                if (window != null && !window(window).contains(at)) {
                    throw new RejectedException(
                            RejectedException.Reason.CONFLICT,
                            "approved-for-window",
                            "An approver's condition is: only in the maintenance window '%s'."
                                    .formatted(Directory.shown(window)),
                            window(window)
                                    .startAfter(at)
                                    .map("Choose a time in it; it opens next at '%s'."::formatted)
                                    .orElse("It does not open again: send the change back to be approved anew."));
                }
            }
        }

        /** Return a wanted start, or the latest time before which an approver wants none or the change soaks in the stage before. */
        Instant notBefore(Stage stage, Instant wanted) {
            return approved(stage.id()).stream()
                    .map(Approval::notBefore)
                    .filter(Objects::nonNull)
                    .reduce(health.soaked(stage, wanted), (one, other) -> one.isAfter(other) ? one : other);
        }

        /** Return the windows that must be open at a start: the policy's and those that approvers named. */
        List<MaintenanceWindow> windows(Stage stage) {
            return Stream.concat(
                            Stream.ofNullable(stage.windowName()),
                            approved(stage.id()).stream()
                                    .map(Approval::onlyInWindow)
                                    .filter(Objects::nonNull))
                    .filter(name -> !name.isBlank())
                    .distinct()
                    .map(this::window)
                    .toList();
        }

        Optional<MaintenanceWindow> windowOfPolicy(Stage stage) {
            return Optional.ofNullable(stage.windowName()).flatMap(windows::byName);
        }

        MaintenanceWindow window(String name) {
            return windows.byName(name)
                    .orElseThrow(() -> new RejectedException(
                            RejectedException.Reason.CONFLICT,
                            "unknown-window",
                            "The policy or an approver names the maintenance window '%s', which there is not."
                                    .formatted(Directory.shown(name)),
                            "Configure it with 'slipway apply', or change the policy."));
        }

        private List<Approval> approved(long stage) {
            return approvals.findByStageOrderByStep(stage).stream()
                    .filter(approval -> approval.decision() == Approval.Decision.APPROVE)
                    .toList();
        }
    }
}
