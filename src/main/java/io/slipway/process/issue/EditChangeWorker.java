package io.slipway.process.issue;

import io.slipway.change.ChangeEdit;
import io.slipway.change.ChangeForm;
import io.slipway.change.IssueAnswers;
import io.slipway.process.Actors;
import io.slipway.process.Job;
import io.slipway.process.Worker;
import io.slipway.release.ReleaseDraft;
import io.slipway.rollout.Bindings;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Takes an edit by a creator; the question counts its first answer alone. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class EditChangeWorker implements Worker {

    private final Bindings bindings;
    private final IssueAnswers answers;
    private final Actors actors;

    EditChangeWorker(Bindings bindings, IssueAnswers answers, Actors actors) {
        this.bindings = bindings;
        this.answers = answers;
        this.actors = actors;
    }

    @Override
    public List<String> variables() {
        return List.of("askId", "decision", "title", "description", "labels", "sql", "release", "files", "comment");
    }

    @Override
    public Object handle(Job job) {
        long issue = bindings.requireIssue(job.processInstance());
        answers.edit(job.id("askId"), issue, actors.completerOf(job), () -> form(job));
        return Nothing.NOTHING;
    }

    private static IssueAnswers.EditForm form(Job job) {
        return new IssueAnswers.EditForm(
                job.text("decision").equals("withdraw"),
                job.text("title"),
                job.text("description"),
                ChangeForm.of(job.variables()).labels(),
                new ChangeEdit(job.text("sql"), job.text("release"), files(job)),
                job.text("comment"));
    }

    /** A new release goes before the files that the form showed. */
    private static List<ReleaseDraft.File> files(Job job) {
        return job.text("release").isBlank()
                ? job.rows("files").stream()
                        .map(row -> new ReleaseDraft.File(row.text("path"), row.whole("statement")))
                        .toList()
                : List.of();
    }
}
