package io.slipway.process.stage;

import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.rollout.Bindings;
import io.slipway.rollout.StageAnswers;
import io.slipway.rollout.StageRelease;
import io.slipway.rollout.condition.ConditionCommands;
import io.slipway.rollout.hotfix.LeaveOut;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes a releaser's terms; the question counts its first answer alone. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class ReleaseStageWorker implements Worker {
    private final Bindings bindings;
    private final StageAnswers answers;
    private final LeaveOut leaveOut;
    private final Actors actors;

    ReleaseStageWorker(Bindings bindings, StageAnswers answers, LeaveOut leaveOut, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.leaveOut = leaveOut;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of(
                "askId", "start", "startAt", "zone", "selections", "dependsOn", "gates", "rolloutAnyway", "reason");
    }

    @Override
    public Object handle(Job job) {
        long stage = bindings.requireStage(job.processInstance());
        if (job.text("start").equals("leaveOut")) {
            leaveOut.answer(job.id("askId"), stage, actors.completerOf(job), job.text("reason"));
            return Nothing.NOTHING;
        }
        answers.release(job.id("askId"), stage, actors.completerOf(job), () -> form(job));
        return Nothing.NOTHING;
    }

    private static StageAnswers.ReleaseForm form(Job job) {
        boolean later = job.text("start").equals("at");
        return new StageAnswers.ReleaseForm(
                job.text("start").equals("back"),
                new StageRelease.Terms(
                        later ? job.instant("startAt", "zone").orElseThrow(StageAnswers::startMissing) : null,
                        job.zone("zone").getId(),
                        job.flag("rolloutAnyway") ? job.text("reason") : null,
                        selections(job),
                        new ConditionCommands.Named(names(job.text("dependsOn")), names(job.text("gates")))),
                job.text("reason"));
    }

    private static List<String> names(String text) {
        return Arrays.stream(text.split("[,;\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** Rows that nobody filled in are left out; a row without targets or start is refused. */
    private static List<StageRelease.Selection> selections(Job job) {
        return job.rows("selections").stream()
                .filter(row ->
                        !row.text("targets").isEmpty() || !row.text("startAt").isEmpty())
                .map(row -> new StageRelease.Selection(
                        row.text("targets"), row.instant("startAt", "zone").orElseThrow(StageAnswers::startMissing)))
                .toList();
    }
}
