package io.slipway.engine;

import io.slipway.project.Account;
import io.slipway.review.Audit;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import io.slipway.rollout.Bindings;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts a process for each open issue after the engine was lost: what was decided stays decided, what is done is skipped. Repeated, it
 * leaves alone the processes that it has started.
 */
@Component
public class Resumption {

    /**
     * What was done.
     *
     * @param lost whether the process instances known before were forgotten
     * @param issues how many issues get a new process
     * @param requests how many requests that nobody had confirmed are gone with their processes
     */
    public record Resumed(boolean lost, int issues, int requests) {}

    private final ObjectProvider<Engine> engine;
    private final Bindings bindings;
    private final Issues issues;
    private final Outbox outbox;
    private final Audit audit;
    private final TransactionTemplate transaction;

    Resumption(
            ObjectProvider<Engine> engine,
            Bindings bindings,
            Issues issues,
            Outbox outbox,
            Audit audit,
            TransactionTemplate transaction) {
        this.engine = engine;
        this.bindings = bindings;
        this.issues = issues;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
    }

    /**
     * Start what has no process.
     *
     * @param force forget the process instances known before although the engine holds the models still, as after a restore of it; those
     *     that live on lose their say
     */
    public Resumed resume(Account account, boolean force) {
        Engine models = EngineMissingException.require(engine);
        boolean wiped = models.isLost();
        int requests = wiped || force ? forget(account) : 0;
        if (wiped) {
            models.forgetModels();
        }
        models.deploy();
        return new Resumed(wiped || force, startAnew(account), requests);
    }

    private int forget(Account account) {
        return Objects.requireNonNull(transaction.execute(status -> {
            int requests = bindings.requestsWithoutIssue();
            bindings.forgetAll();
            audit.record(new Audit.Event(
                    "processes-forgotten", account.name(), null, "engine", Map.of("requests", requests)));
            return requests;
        }));
    }

    private int startAnew(Account account) {
        return bindings.openIssuesWithout().stream()
                .mapToInt(issue -> Objects.requireNonNull(transaction.execute(status -> start(issue, account))))
                .sum();
    }

    /** The wake-up starts the process; one that is on its way already is enough. */
    private int start(long id, Account account) {
        var issue = issues.lock(id).filter(it -> it.status() == Issue.Status.OPEN);
        String key = String.valueOf(id);
        if (issue.isEmpty() || outbox.isWaiting(Bindings.ISSUE_OPENED, key)) {
            return 0;
        }
        outbox.add(Bindings.ISSUE_OPENED, key, Map.of("issueId", key));
        audit.record(new Audit.Event(
                "issue-resumed", account.name(), id, "issue " + issue.get().number(), Map.of()));
        return 1;
    }
}
