package io.slipway.rollout;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Ask;
import io.slipway.review.Findings;
import io.slipway.review.Issue;
import io.slipway.rollout.condition.ConditionCommands;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Gives a stage's tasks their start, and takes it back when it can't be kept. */
@Component
public class StageRelease {

    /**
     * How a stage is released.
     *
     * @param startAt when its waves start, or null for at once
     * @param zone the time zone that the start was named in, to show it in
     * @param overrideReason why findings of the checks are overridden, or null
     * @param selections targets with a start of their own
     * @param conditions what must be before they start
     */
    public record Terms(
            @Nullable Instant startAt,
            String zone,
            @Nullable String overrideReason,
            List<Selection> selections,
            ConditionCommands.Named conditions) {

        static final Terms AT_ONCE = new Terms(null, null);

        public Terms {
            selections = List.copyOf(selections);
        }

        public Terms(@Nullable Instant startAt, @Nullable String overrideReason) {
            this(startAt, "UTC", overrideReason, List.of());
        }

        public Terms(
                @Nullable Instant startAt, String zone, @Nullable String overrideReason, List<Selection> selections) {
            this(startAt, zone, overrideReason, selections, ConditionCommands.Named.NOTHING);
        }
    }

    /**
     * Targets that start at a time of their own.
     *
     * @param targets short names as {@code instance/database}, apart by commas or blanks; {@code *} stands for any part of a name
     */
    public record Selection(String targets, Instant startAt) {}

    private final Stages stages;
    private final Findings findings;
    private final StageStart start;
    private final WaveLayout layout;
    private final ConditionCommands conditions;
    private final StageFlow.StageJournal journal;

    StageRelease(
            Stages stages,
            Findings findings,
            StageStart start,
            WaveLayout layout,
            ConditionCommands conditions,
            StageFlow.StageJournal journal) {
        this.stages = stages;
        this.findings = findings;
        this.start = start;
        this.layout = layout;
        this.conditions = conditions;
        this.journal = journal;
    }

    /**
     * Put all tasks of a stage that have not succeeded into waves; they are PENDING, and locked, from now on.
     *
     * @param account the releaser, or null where the policy releases
     */
    void release(Stage stage, @Nullable Long account, Terms terms) {
        var place = start.findingsOf(stage);
        findings.requireOverridden(
                place, new Findings.Overriding(account == null, stage.overrideErrors(), terms.overrideReason()));
        stage.release(
                account, new Stage.Seen(stages.digestOf(stage.id()), findings.newest(place)), terms.overrideReason());
        stages.save(stage);
        layout.layOut(stage, terms, account);
    }

    /** Release a stage as a releaser says, with what must be before it starts. */
    void release(Stage stage, Account account, Issue issue, Terms terms) {
        if (!terms.conditions().isEmpty()) {
            conditions.add(account, stage, issue, terms.conditions());
        }
        release(stage, account.id(), terms);
    }

    /**
     * Refuse a release whose form did not show what the checks have found since.
     *
     * @throws RejectedException if there is an error or a warning that it could not show
     */
    void requireSeen(Stage stage, Ask ask) {
        findings.requireSeen(start.findingsOf(stage), ask.createdAt());
    }

    /**
     * Confirm a release before its waves start; one that can't be kept goes back to the releaser with the reason.
     *
     * @return whether it is confirmed
     */
    @Transactional
    public boolean confirm(long stageId) {
        journal.lockIssueOf(stageId);
        Stage stage = stages.findById(stageId).orElseThrow();
        if (stage.status() == Stage.Status.CONFIRMED || stage.status() == Stage.Status.DONE) {
            return true;
        }
        try {
            if (stage.status() == Stage.Status.OPEN) {
                if (!stage.automatic()) {
                    return false;
                }
                release(stage, null, Terms.AT_ONCE);
            }
            if (stage.status() != Stage.Status.RELEASED) {
                return false;
            }
            start.requireUnchanged(stage);
            start.requireNoNewErrors(stage);
            start.requireFirst(stage, startsNow(stage));
            postpone(stage);
        } catch (RejectedException e) {
            giveBack(stage, null, e.sentence());
            return false;
        }
        stage.confirm();
        stages.save(stage);
        journal.record(stage, "stage-confirmed", Map.of("digest", String.valueOf(stage.releasedDigest())));
        return true;
    }

    private boolean startsNow(Stage stage) {
        return layout.waiting(stage).stream()
                .anyMatch(wave -> wave.startsAt() == null || !wave.startsAt().isAfter(start.now()));
    }

    /** A start that falls into a freeze or outside the window is not refused but moved to the next time that is allowed. */
    private void postpone(Stage stage) {
        for (var wave : layout.waiting(stage)) {
            Instant wanted = wave.startsAt() == null ? start.now() : wave.startsAt();
            Instant earliest = start.earliest(stage, wanted);
            if (!earliest.equals(wanted)) {
                layout.postpone(
                        wave,
                        earliest,
                        "A freeze, the maintenance window, the soak time or a condition allows no earlier start.");
                journal.moved(stage, wave, wanted, earliest);
            }
        }
    }

    /**
     * Cancel what is pending in a stage, with its schedules, and give it back to the releaser.
     *
     * @param account who cancels it, or null where it can't be kept
     */
    void giveBack(Stage stage, @Nullable Long account, String why) {
        giveBack(stage, account, why, Map.of());
    }

    /** Give a stage back whose start is refused; the record says the refusal's code, and for when the start was meant. */
    void giveBack(Stage stage, RejectedException refusal, @Nullable Instant startAt) {
        giveBack(
                stage,
                null,
                refusal.sentence(),
                Map.of("code", refusal.code(), "startAt", startAt == null ? "" : startAt.toString()));
    }

    private void giveBack(Stage stage, @Nullable Long account, String why, Map<String, String> facts) {
        layout.cancelWaiting(stage, account);
        stage.giveBack(why);
        stages.save(stage);
        var all = new HashMap<>(facts);
        all.put("why", why);
        journal.record(stage, "stage-given-back", all);
    }
}
