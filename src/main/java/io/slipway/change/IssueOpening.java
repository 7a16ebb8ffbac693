package io.slipway.change;

import io.slipway.change.ChangeRequests.ChangeRequest;
import io.slipway.failure.NotYetException;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.rollout.Bindings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The first step of a change's process: from what was submitted, or from an issue that the API opened, to an issue it speaks for. */
@Component
public class IssueOpening {

    /** How the step ended. */
    public enum State {
        OPENED,
        /** A person has to confirm or correct the request; the answer is bound to the ask. */
        CONFIRM,
        /** Another process instance speaks for the issue. */
        ALREADY_OPEN,
        REFUSED
    }

    /** The step's result; {@code submitted} is what a form shows for correction. */
    public record Opening(
            State state, @Nullable Issue issue, @Nullable UUID ask, String problem, Map<String, Object> submitted) {}

    private final ChangeRequests requests;
    private final StartTokens tokens;
    private final ChangeDesk desk;
    private final Bindings bindings;
    private final Issues issues;
    private final Accounts accounts;
    private final TransactionTemplate transaction;

    IssueOpening(
            ChangeRequests requests,
            StartTokens tokens,
            ChangeDesk desk,
            Bindings bindings,
            Issues issues,
            Accounts accounts,
            TransactionTemplate transaction) {
        this.requests = requests;
        this.tokens = tokens;
        this.desk = desk;
        this.bindings = bindings;
        this.issues = issues;
        this.accounts = accounts;
        this.transaction = transaction;
    }

    /**
     * Open the issue that a process instance is to speak for. Repeated, it gives the same answer.
     *
     * @param variables the process's: either {@code issueId}, or the fields of {@link ChangeForm} and perhaps {@code startToken}
     */
    public Opening open(long processInstance, Map<String, ?> variables) {
        return bindings.issueOf(processInstance)
                .map(issue -> opened(issues.findById(issue).orElseThrow()))
                .orElseGet(() -> variables.get("issueId") instanceof Object id
                                && requests.find(processInstance).isEmpty()
                        ? take(processInstance, id.toString())
                        : fromRequest(processInstance, variables));
    }

    private Opening take(long processInstance, String id) {
        var issue = id.matches("\\d{1,18}")
                ? issues.findById(Long.parseLong(id)).filter(found -> found.status() == Issue.Status.OPEN)
                : Optional.<Issue>empty();
        if (issue.isEmpty()) {
            return refused("There is no open issue with the id '%s'. Start the change with its own fields."
                    .formatted(Directory.shown(id)));
        }
        if (!bindings.claimIssue(processInstance, issue.get().id())) {
            return alreadyOpen(issue.get());
        }
        return opened(issue.get());
    }

    private Opening fromRequest(long processInstance, Map<String, ?> variables) {
        Map<String, Object> fields = new HashMap<>();
        try {
            fields = ChangeForm.corrected(Map.of(), variables);
            if (fields.toString().length() > ChangeForm.MAX_SUBMITTED) {
                return refused("The change is larger than 64 KB. Make a release of files with the client and name it.");
            }
            ChangeRequest kept = requests.keep(processInstance, fields);
            Optional<Issue> before = before(processInstance, kept, variables);
            if (before.isPresent()) {
                return alreadyOpen(before.get());
            }
            ChangeRequest request = identify(processInstance, kept, variables);
            fields = requests.fields(request);
            if (request.withdrawn()) {
                return refused("The request was withdrawn.");
            }
            return request.account() == null
                    ? confirm(request, request.problem())
                    : openAs(
                            processInstance,
                            request,
                            accounts.findById(request.account()).orElseThrow());
        } catch (RejectedException e) {
            return variables.get("startToken") == null
                    ? confirm(requests.keep(processInstance, fields), e.sentence())
                    : refused(e.sentence());
        }
    }

    /** Return the issue that this request was answered with, or that a start with the same token and the same fields has opened. */
    private Optional<Issue> before(long processInstance, ChangeRequest request, Map<String, ?> variables) {
        if (request.issue() != null) {
            return issues.findById(request.issue());
        }
        return Optional.ofNullable(variables.get("startToken"))
                .flatMap(token -> tokens.usedBy(token.toString()))
                .filter(other -> other != processInstance)
                .flatMap(other -> requests.sameAs(request, other))
                .map(other -> {
                    if (other.issue() == null) {
                        throw new StartUnderWayException();
                    }
                    return issues.findById(other.issue()).orElseThrow();
                });
    }

    /** Whoever holds a start token is known; without one, a person has to confirm the request. */
    private ChangeRequest identify(long processInstance, ChangeRequest request, Map<String, ?> variables) {
        if (request.account() != null || !(variables.get("startToken") instanceof Object token)) {
            return request;
        }
        Account account = tokens.use(token.toString(), processInstance).orElseThrow(StartTokenRefusedException::new);
        requests.known(request, account);
        return new ChangeRequest(request.id(), request.submitted(), null, "", false, account.id(), request.issue());
    }

    private Opening openAs(long processInstance, ChangeRequest request, Account account) {
        return java.util.Objects.requireNonNull(transaction.execute(status -> {
            ChangeDesk.Opened answer = desk.open(account, ChangeForm.of(requests.fields(request)));
            requests.opened(request, answer.issue().id());
            if (answer.already()) {
                return alreadyOpen(answer.issue());
            }
            bindings.claimIssue(processInstance, answer.issue().id());
            return opened(answer.issue());
        }));
    }

    private Opening confirm(ChangeRequest request, String problem) {
        UUID ask = request.ask() == null ? requests.ask(request, problem) : request.ask();
        return new Opening(State.CONFIRM, null, ask, problem, requests.fields(request));
    }

    private static Opening opened(Issue issue) {
        return new Opening(State.OPENED, issue, null, "", Map.of());
    }

    private static Opening alreadyOpen(Issue issue) {
        return new Opening(State.ALREADY_OPEN, issue, null, "Already open as issue " + issue.number() + ".", Map.of());
    }

    private static Opening refused(String problem) {
        return new Opening(State.REFUSED, null, null, problem, Map.of());
    }

    /** The same start was made a moment ago, and is being looked at. */
    static final class StartUnderWayException extends NotYetException {
        StartUnderWayException() {
            super(
                    "start-under-way",
                    "A start with the same token and the same fields is under way.",
                    "Nothing to do: it is looked at again in a few seconds.");
        }
    }

    /** A start token that is unknown, expired or used up; which of the three is nobody's business. */
    static final class StartTokenRefusedException extends RejectedException {
        StartTokenRefusedException() {
            super(
                    Reason.FORBIDDEN,
                    "start-token-refused",
                    "The start token is not valid.",
                    "Get a new one; each is good for one start within an hour.");
        }
    }
}
