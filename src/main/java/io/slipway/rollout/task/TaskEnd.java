package io.slipway.rollout.task;

import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Ends attempts with their result; the last one of a change that was given up tells its process. */
@Component
class TaskEnd {

    private final Tasks tasks;
    private final TaskRuns runs;
    private final Issues issues;
    private final Audit audit;
    private final Outbox outbox;

    TaskEnd(Tasks tasks, TaskRuns runs, Issues issues, Audit audit, Outbox outbox) {
        this.tasks = tasks;
        this.runs = runs;
        this.issues = issues;
        this.audit = audit;
        this.outbox = outbox;
    }

    /** Record a result in the caller's transaction; an attempt that another has taken over changes nothing any more. */
    void record(TaskClaims.Claim claim, Task.Status as, String code, String sentence) {
        // The issue first, as every command takes its locks.
        Issue issue = issues.lock(claim.issue()).orElseThrow();
        runs.end(claim.run(), as, code, sentence);
        if (!tasks.end(claim.task(), claim.epoch(), as, code, sentence)) {
            return;
        }
        audit.system(
                "task-" + as.name().toLowerCase(Locale.ROOT),
                claim.issue(),
                "task " + claim.task(),
                Map.of("epoch", claim.epoch(), "code", code, "before", Task.Status.RUNNING, "after", as));
        if (issue.request() == Issue.Request.WITHDRAW && tasks.running(issue.id()) == 0) {
            outbox.add(Issue.CHANGED, String.valueOf(issue.id()), Map.of());
        }
    }
}
