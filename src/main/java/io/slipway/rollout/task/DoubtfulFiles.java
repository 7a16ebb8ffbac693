package io.slipway.rollout.task;

import io.slipway.failure.RejectedException;
import io.slipway.plan.PendingFiles;
import io.slipway.plan.PlanTarget;
import io.slipway.plan.PlanTargets;
import io.slipway.project.Account;
import io.slipway.project.Targets;
import io.slipway.target.ledger.Revision;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The file that an unknown task stopped at: the first in order that its target's ledger does not hold. */
@Component
class DoubtfulFiles {

    private final PlanTargets planTargets;
    private final Targets targets;
    private final PendingFiles pendingFiles;
    private final TargetLink link;
    private final Clock clock;

    DoubtfulFiles(PlanTargets planTargets, Targets targets, PendingFiles pendingFiles, TargetLink link, Clock clock) {
        this.planTargets = planTargets;
        this.targets = targets;
        this.pendingFiles = pendingFiles;
        this.link = link;
        this.clock = clock;
    }

    /** Record in the target, on a person's word, that the file is there; returns how many files behind it are still to run. */
    int markNext(Task task, Account account) {
        PlanTarget planTarget = planTargets.findById(task.planTarget()).orElseThrow();
        var ref = targets.byId(planTarget.database(), planTarget.schemaName())
                .orElseThrow(() -> new RejectedException(
                        RejectedException.Reason.CONFLICT,
                        "target-gone",
                        "The task's target is no longer configured.",
                        "Configure it again, or leave the task out."));
        link.follow(ref);
        var found = pendingFiles.of(planTarget);
        if (found.pending().isEmpty()) {
            return 0;
        }
        var file = found.pending().getFirst();
        link.mark(
                ref,
                new Revision(
                        found.release().track(),
                        file.version(),
                        Revision.Kind.MARKED,
                        file.path(),
                        file.sha256(),
                        found.release().name(),
                        String.valueOf(task.id()),
                        account.name(),
                        clock.instant(),
                        task.epoch()));
        return found.pending().size() - 1;
    }
}
