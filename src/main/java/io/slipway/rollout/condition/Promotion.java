package io.slipway.rollout.condition;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageFlow;
import io.slipway.rollout.Stages;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets a stage above its issue's ceiling go on, asked from outside its form. */
@Component
public class Promotion {

    private final Stages stages;
    private final Asks asks;
    private final StageHolds holds;
    private final Separation separation;
    private final StageFlow.StageJournal journal;

    Promotion(Stages stages, Asks asks, StageHolds holds, Separation separation, StageFlow.StageJournal journal) {
        this.stages = stages;
        this.asks = asks;
        this.holds = holds;
        this.separation = separation;
        this.journal = journal;
    }

    /**
     * Promote a stage. One that waits for an earlier change, too, goes on when that has gone.
     *
     * @throws RejectedException if the stage waits for no promotion, or the account may not
     */
    @Transactional
    public void promote(long stageId, Account account) {
        Ask ask = asks.standing(Ask.Kind.PROMOTE, Asks.Subject.stage(stageId))
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "not-held",
                        "The stage does not wait for a promotion.",
                        "Look at the issue's present state: it says what the stage waits for."));
        journal.hold(ask);
        Issue issue = journal.lockIssueOf(stageId);
        separation.requireReleaser(account, issue);
        Stage stage = stages.requireCurrent(stageId);
        boolean queued = StageHolds.Hold.QUEUED.is(ask);
        if (queued && !holds.isAboveCeiling(issue, stage)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "change-queued",
                    ask.problem(),
                    "Wait: it goes on by itself then. A releaser lets it go ahead in the task that holds it in Tasklist.");
        }
        stage.promote();
        stages.save(stage);
        if (!queued) {
            journal.answered(ask, account, StageFlow.CHANGE_PROMOTED);
        }
        journal.record(stage, account, "stage-promoted", Map.of());
    }
}
