package io.slipway.process.issue;

import io.slipway.change.ChangeForm;
import io.slipway.change.ChangeViews;
import io.slipway.change.IssueOpening;
import io.slipway.process.Groups;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens the issue that a process speaks for; asked again, the binding gives the same issue. */
@Component
final class OpenIssueWorker implements Worker {

    private final IssueOpening opening;
    private final Groups groups;
    private final Bindings bindings;

    OpenIssueWorker(IssueOpening opening, Groups groups, Bindings bindings) {
        this.opening = opening;
        this.groups = groups;
        this.bindings = bindings;
    }

    @Override
    public List<String> variables() {
        return Stream.concat(Stream.of("issueId", "startToken"), ChangeForm.FIELDS.stream())
                .toList();
    }

    @Override
    public Object handle(Job job) {
        var opened = opening.open(job.processInstance(), job.variables());
        var issue = opened.issue();
        var output = new HashMap<String, @Nullable Object>();
        variables().forEach(field -> output.put(field, null));
        output.put("issueState", state(opened.state()));
        output.put("problem", opened.problem());
        output.put("askId", opened.ask() == null ? null : opened.ask().toString());
        if (issue == null) {
            output.put("view", ChangeViews.ofRequest(opened.submitted(), opened.problem()));
            output.put(
                    "developerGroup",
                    groups.developersOf(String.valueOf(opened.submitted().get("project"))));
        } else {
            bindings.runsBy(job.processInstance(), job.model().version());
            output.put("issueId", String.valueOf(issue.id()));
            output.put("view", null);
            output.putAll(groups.of(issue));
        }
        return output;
    }

    private static String state(IssueOpening.State state) {
        return switch (state) {
            case OPENED -> "opened";
            case CONFIRM -> "confirm";
            case ALREADY_OPEN -> "alreadyOpen";
            case REFUSED -> "refused";
        };
    }
}
