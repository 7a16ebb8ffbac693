package io.slipway.web;

import io.slipway.access.Tokens;
import io.slipway.change.ChangeForm;
import io.slipway.change.IssueCommands;
import io.slipway.review.Issue;
import io.slipway.rollout.FlowByHand;
import io.slipway.rollout.Policy;
import io.slipway.rollout.Stage;
import io.slipway.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;

/** Brings changes into states that are worth to be looked at, without an engine. */
@TestComponent
public final class ShownChange {

    static final Policy PRODUCTION = new Policy(
            "production-destructive", List.of("approver", "owner"), "production", false, 0, 0, "night", true, false);

    private final FlowByHand flow;
    private final IssueCommands commands;
    private final Tokens tokens;
    private final SettableClock clock;

    ShownChange(FlowByHand flow, IssueCommands commands, Tokens tokens, SettableClock clock) {
        this.flow = flow;
        this.commands = commands;
        this.tokens = tokens;
        this.clock = clock;
    }

    public FlowByHand flow() {
        return flow;
    }

    public String tokenOf(String account) {
        return tokens.issue(flow.account(account), "pages", null, flow.account(account))
                .secret()
                .text();
    }

    /** Open a one-off of these fields and check it. */
    public Issue opened(Map<String, String> fields) {
        var issue = flow.taken(
                commands.open(flow.account("developer"), ChangeForm.of(fields)).issue());
        flow.steps().checking().check(issue.plan());
        return issue;
    }

    /** Open a one-off that nobody checks, so that it fails where it runs. */
    public Issue unchecked(Map<String, String> fields) {
        var issue = flow.taken(
                commands.open(flow.account("developer"), ChangeForm.of(fields)).issue());
        flow.steps().checks().finish(flow.steps().checks().begin(issue.plan()));
        return issue;
    }

    public void edited(Issue issue, String sql) {
        commands.edit(flow.account("developer"), issue.id(), sql);
        flow.steps().issue().close(issue.id());
        flow.steps().checking().check(flow.issue(issue).plan());
    }

    public void commented(Issue issue, String account, String text) {
        clock.advance(Duration.ofMinutes(7));
        commands.comment(flow.account(account), issue, text);
    }

    /** Run the next stage by policy, to its end. */
    public Stage done(Issue issue) {
        var stage = run(issue);
        flow.steps().stage().finish(stage.id());
        return stage;
    }

    /** Run the next stage by policy, whatever comes of it. */
    public Stage run(Issue issue) {
        var stage = flow.enterStage(issue, FlowByHand.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        flow.steps().wave().assess(wave);
        clock.advance(Duration.ofMinutes(3));
        return stage;
    }

    /** Let the next stage wait for its approvers. */
    public Stage asked(Issue issue) {
        var stage = flow.enterStage(issue, PRODUCTION);
        flow.steps().stage().nextDecision(stage.id());
        return stage;
    }

    public void approved(Stage stage, String by) {
        clock.advance(Duration.ofMinutes(12));
        flow.approve(stage, by);
        flow.steps().stage().nextDecision(stage.id());
    }

    /** Release a stage at a time. */
    public void scheduled(Stage stage, Instant startAt) {
        clock.advance(Duration.ofMinutes(4));
        flow.release(stage, "releaser", startAt);
        flow.enterWave(stage);
    }
}
