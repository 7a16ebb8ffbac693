package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Answers;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What releasers say of a wave: cancel or move its start, and what becomes of failures. Tasklist, the API and the client all end here. */
@Component
public class WaveAnswers {

    /** What becomes of a wave's failed targets. */
    public enum Resolution {
        RETRY,
        /** Leave them out; no revision is written, so that the next release offers the files again. */
        SKIP,
        /** Start nothing more of the wave; the releaser decides anew. */
        STOP
    }

    private final Answers answers;
    private final Waves waves;
    private final Tasks tasks;
    private final Stages stages;
    private final Schedules schedules;
    private final WaveCommands commands;
    private final WavePeople people;

    WaveAnswers(
            Answers answers,
            Waves waves,
            Tasks tasks,
            Stages stages,
            Schedules schedules,
            WaveCommands commands,
            WavePeople people) {
        this.answers = answers;
        this.waves = waves;
        this.tasks = tasks;
        this.stages = stages;
        this.schedules = schedules;
        this.commands = commands;
        this.people = people;
    }

    /**
     * Cancel a standing schedule: its tasks are CANCELED and its stage goes back to the releaser, approvals kept.
     *
     * @throws RejectedException if the wave has started, was cancelled or moved before, or the account may not
     */
    public void cancel(UUID scheduleId, Account account, String reason) {
        people.inTransaction(() -> {
            var schedule = require(scheduleId, account);
            Stage stage = stageOf(schedule.wave());
            requireStanding(schedule);
            commands.cancelAll(stage, schedules.ofStage(stage.id()), account, reason);
        });
    }

    /**
     * Put another time in the place of a standing schedule, and of those of its stage that have the same start.
     *
     * @throws RejectedException as for {@link #cancel}, or if the start may not be
     */
    public void reschedule(UUID scheduleId, Account account, Instant startAt, String reason) {
        reschedule(scheduleId, account, new WaveCommands.NewStart(startAt, null, reason));
    }

    private void reschedule(UUID scheduleId, Account account, WaveCommands.NewStart to) {
        people.inTransaction(() -> {
            var schedule = require(scheduleId, account);
            Stage stage = stageOf(schedule.wave());
            requireStanding(schedule);
            commands.moveAll(stage, togetherWith(schedule, stage), account, to);
        });
    }

    /** Return the stage of a wave, whose waves nobody else starts or moves until the transaction ends. */
    private Stage stageOf(long wave) {
        long stage = waves.byId(wave).stage();
        waves.lockStage(stage);
        return stages.findById(stage).orElseThrow();
    }

    /** Waves that the policy's wave size cut from one start keep starting together. */
    private List<Schedules.Schedule> togetherWith(Schedules.Schedule schedule, Stage stage) {
        return schedules.ofStage(stage.id()).stream()
                .filter(other -> other.startsAt().equals(schedule.startsAt()))
                .toList();
    }

    /** Take what a person submitted in Tasklist for a standing schedule; a refusal keeps the schedule and says why in the form. */
    public void answerSchedule(
            UUID scheduleId, long waveId, Optional<Account> actor, Supplier<ScheduleForm> submitted) {
        if (schedules
                .byId(scheduleId)
                .filter(schedule -> schedule.wave() == waveId)
                .isEmpty()) {
            return;
        }
        try {
            ScheduleForm form = submitted.get();
            Account account = actor.orElseThrow(Answers::nobody);
            if (form.cancel()) {
                cancel(scheduleId, account, form.reason());
            } else {
                reschedule(
                        scheduleId,
                        account,
                        new WaveCommands.NewStart(requireStart(form.startAt()), form.zone(), form.reason()));
            }
        } catch (RejectedException e) {
            schedules.refuse(scheduleId, e.sentence());
            people.refused(waves.byId(waveId).stage(), actor, e);
        }
    }

    /** What a person submitted for a standing schedule; the zone is null where none was named. */
    public record ScheduleForm(
            boolean cancel,
            @Nullable Instant startAt,
            @Nullable String zone,
            String reason) {}

    private static Instant requireStart(@Nullable Instant startAt) {
        if (startAt == null) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "start-missing",
                    "No new start is given.",
                    "Choose a time to come.");
        }
        return startAt;
    }

    private Schedules.Schedule require(UUID scheduleId, Account account) {
        var schedule = schedules
                .byId(scheduleId)
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.NOT_FOUND,
                        "unknown-schedule",
                        "There is no such schedule.",
                        "Look at the issue's present state."));
        people.requireReleaser(account, waves.byId(schedule.wave()).stage());
        return schedule;
    }

    /** One of two people, or a person and the timer, is first; the other is told. */
    private void requireStanding(Schedules.Schedule schedule) {
        var now = schedules.byId(schedule.id()).orElseThrow();
        if (now.status() != Schedules.Status.SCHEDULED) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "schedule-ended",
                    "The schedule for '%s' is %s already.".formatted(now.startsAt(), now.status()),
                    "Look at the issue's present state and decide again.");
        }
    }

    /** Take what a person decided about a wave's failures. */
    public void resolve(UUID askId, long waveId, Optional<Account> actor, Resolution resolution, String reason) {
        answers.take(askId, new Answers.Asked(Ask.Kind.RESOLVE, waveId), actor, (ask, account) -> {
            people.requireReleaser(account, waves.byId(waveId).stage());
            Stage stage = stageOf(waveId);
            List<Long> failed = tasks.ofStage(stage.id()).stream()
                    .filter(task -> task.wave() != null && task.wave() == waveId)
                    .filter(task -> task.status() == Task.Status.FAILED || task.status() == Task.Status.UNKNOWN)
                    .map(Task::id)
                    .toList();
            switch (resolution) {
                case RETRY -> tasks.schedule(failed, waveId);
                case SKIP -> tasks.skip(failed, requireReason(reason));
                case STOP ->
                    people.giveBack(stage, account, "'%s' stopped the wave after failures.".formatted(account.name()));
            }
            people.told(stage, account, "failures-resolved", Map.of("resolution", resolution, "reason", reason));
        });
    }

    private static String requireReason(String reason) {
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
        return reason;
    }

    /** Who may decide on waves, and what follows for stage, audit and process. */
    @Component
    static class WavePeople {

        private final Separation separation;
        private final StageRelease release;
        private final Waves waves;
        private final Tasks tasks;
        private final StageFlow.StageJournal journal;
        private final StartTimes times;
        private final TransactionTemplate transaction;

        WavePeople(
                Separation separation,
                StageRelease release,
                Waves waves,
                Tasks tasks,
                StageFlow.StageJournal journal,
                StartTimes times,
                TransactionTemplate transaction) {
            this.separation = separation;
            this.release = release;
            this.waves = waves;
            this.tasks = tasks;
            this.journal = journal;
            this.times = times;
            this.transaction = transaction;
        }

        void inTransaction(Runnable command) {
            transaction.executeWithoutResult(status -> command.run());
        }

        void requireReleaser(Account account, long stage) {
            Issue issue = journal.lockIssueOf(stage);
            separation.requireReleaser(account, issue);
        }

        StartTimes startTimes() {
            return times;
        }

        /** Change the start of a stage's waves, and wake the process that waits for the one before. */
        void moved(Stage stage, Runnable change) {
            var awaited = times.awaited(stage.id());
            change.run();
            times.wake(awaited);
        }

        void giveBack(Stage stage, Account account, String why) {
            waves.next(stage.id())
                    .filter(wave -> wave.status() == Waves.Status.RUNNING)
                    .ifPresent(wave -> {
                        tasks.cancelPending(wave.id());
                        waves.set(wave.id(), Waves.Status.CANCELED);
                    });
            release.giveBack(stage, account.id(), why);
        }

        /** Record that what a person submitted for a start was refused. */
        void refused(long stage, Optional<Account> actor, RejectedException why) {
            journal.refused(stage, actor.map(Account::name).orElse(Answers.UNKNOWN), "answer-schedule", why);
        }

        void told(Stage stage, Account account, String event, Map<String, ?> facts) {
            journal.record(stage, account, event, facts);
        }
    }
}
