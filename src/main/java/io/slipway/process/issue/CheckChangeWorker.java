package io.slipway.process.issue;

import io.slipway.change.ChangeChecking;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.review.Issues;
import io.slipway.rollout.Bindings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Checks the change as it is now; checked twice, the newer result counts. */
@Component
final class CheckChangeWorker implements Worker {

    private final Bindings bindings;
    private final Issues issues;
    private final ChangeChecking checking;

    CheckChangeWorker(Bindings bindings, Issues issues, ChangeChecking checking) {
        this.bindings = bindings;
        this.issues = issues;
        this.checking = checking;
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Object handle(Job job) {
        long issue = bindings.requireIssue(job.processInstance());
        checking.check(issues.findById(issue).orElseThrow().plan());
        return Nothing.NOTHING;
    }
}
