package io.slipway.process.issue;

import io.slipway.change.IssueFlow;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Settles what was asked of the process and closes the issue; a closed one stays as it is. */
@Component
final class CloseIssueWorker implements Worker {

    private final Bindings bindings;
    private final IssueFlow flow;

    CloseIssueWorker(Bindings bindings, IssueFlow flow) {
        this.bindings = bindings;
        this.flow = flow;
    }

    record Output(String issueClosed) {}

    @Override
    public Object handle(Job job) {
        long issue = bindings.requireIssue(job.processInstance());
        return new Output(flow.close(issue).name().toLowerCase(Locale.ROOT));
    }
}
