package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.review.Answers;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.IssueThread;
import io.slipway.review.Issues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What creators say: who asks for a change, what it is after an edit, that they give it up. */
@Component
public class IssueAnswers {

    private final Answers answers;
    private final ChangeRequests requests;
    private final ChangeDesk desk;
    private final IssueCommands commands;
    private final Issues issues;
    private final IssueThread thread;

    IssueAnswers(
            Answers answers,
            ChangeRequests requests,
            ChangeDesk desk,
            IssueCommands commands,
            Issues issues,
            IssueThread thread) {
        this.answers = answers;
        this.requests = requests;
        this.desk = desk;
        this.commands = commands;
        this.issues = issues;
        this.thread = thread;
    }

    /**
     * Take who confirms a request and with which corrections; whoever it is becomes the creator.
     *
     * @param askId the question that the form was of: an answer to an earlier one changes nothing
     */
    public void confirm(UUID askId, long processInstance, Optional<Account> actor, Map<String, ?> submitted) {
        var request = requests.find(processInstance).filter(asked -> askId.equals(asked.ask()));
        if (request.isEmpty()) {
            return;
        }
        if ("withdraw".equals(submitted.get("decision"))) {
            requests.withdraw(askId);
            return;
        }
        try {
            Account account = actor.orElseThrow(Answers::nobody);
            Map<String, Object> corrected = ChangeForm.corrected(requests.fields(request.get()), submitted);
            ChangeForm.of(corrected).validate();
            requests.confirm(askId, account, corrected);
        } catch (RejectedException e) {
            requests.refuse(askId, e.sentence());
        }
    }

    /** What a creator submitted for an issue that came back. */
    public record EditForm(
            boolean withdraw, String title, String description, List<String> labels, ChangeEdit edit, String comment) {

        public EditForm(
                boolean withdraw, String title, String description, List<String> labels, String sql, String comment) {
            this(withdraw, title, description, labels, ChangeEdit.sql(sql), comment);
        }
    }

    /** Take an edit, or that the creators give up; what the API refuses is refused here, too (law 10). */
    public void edit(UUID askId, long issueId, Optional<Account> actor, Supplier<EditForm> submitted) {
        answers.take(askId, new Answers.Asked(Ask.Kind.EDIT, issueId), actor, (ask, account) -> {
            EditForm form = submitted.get();
            ChangeForm.requireSmall(
                    form.title(),
                    Stream.of(
                                    Stream.of(form.description(), form.comment()),
                                    form.edit().texts(),
                                    form.labels().stream())
                            .flatMap(texts -> texts));
            if (form.withdraw()) {
                commands.giveUp(account, issueId);
                thread.say(issueId, account.id(), form.comment());
                return;
            }
            Issue issue = commands.editable(account, issueId, form.edit());
            thread.say(issueId, account.id(), form.comment());
            Issue described = issues.save(issue.described(
                    form.title().isBlank() ? issue.title() : form.title(), form.description(), form.labels()));
            desk.edit(account, described, form.edit(), Issue.Request.NONE);
        });
    }
}
