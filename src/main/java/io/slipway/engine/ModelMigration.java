package io.slipway.engine;

import io.slipway.project.Account;
import io.slipway.review.Audit;
import io.slipway.review.Directory;
import io.slipway.review.Issue;
import io.slipway.review.Issues;
import io.slipway.review.Outbox;
import io.slipway.rollout.Bindings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves open issues to the newest version of the models. The engine cannot map a process instance to a model in which a step was put
 * before the one that it waits at, and would ask no decision table again; so the issue's process is ended and a fresh one skips what is
 * decided already. Repeated, it leaves alone what runs by the newest version.
 */
@Component
public class ModelMigration {

    /** The model whose version decides: the others are bound to its deployment. */
    private static final String ROOT = "DatabaseChange";

    /**
     * What was done.
     *
     * @param version the newest of DatabaseChange, by which new issues run
     */
    public record Migrated(int version, List<Moved> issues) {}

    /**
     * What became of an issue that ran by another version.
     *
     * @param from the version that it ran by; 0: not known
     * @param left why it was left on it; empty: it was moved
     */
    public record Moved(String issue, int from, String left) {}

    private final ObjectProvider<Engine> engine;
    private final Bindings bindings;
    private final Issues issues;
    private final Directory directory;
    private final Outbox outbox;
    private final Audit audit;
    private final TransactionTemplate transaction;

    ModelMigration(
            ObjectProvider<Engine> engine,
            Bindings bindings,
            Issues issues,
            Directory directory,
            Outbox outbox,
            Audit audit,
            TransactionTemplate transaction) {
        this.engine = engine;
        this.bindings = bindings;
        this.issues = issues;
        this.directory = directory;
        this.outbox = outbox;
        this.audit = audit;
        this.transaction = transaction;
    }

    /** Move what can be moved, and say of the rest why it stays. */
    public Migrated migrate(Account account) {
        Engine models = EngineMissingException.require(engine);
        int newest = models.models().stream()
                .filter(model -> model.name().equals(ROOT))
                .mapToInt(ModelState::version)
                .findFirst()
                .orElse(0);
        return new Migrated(
                newest,
                bindings.olderThan(newest).stream()
                        .map(running -> move(running, newest, models, account))
                        .toList());
    }

    /**
     * The process ends before it is forgotten: if this breaks off in between, the issue is found here again. What it was doing meanwhile
     * is PostgreSQL's, and a task that started in that moment is taken over as after a loss of the engine.
     */
    private Moved move(Bindings.Running running, int newest, Engine models, Account account) {
        Issue issue = issues.findById(running.issue()).orElseThrow();
        String name =
                "projects/%s/issues/%d".formatted(directory.projectOf(issue).name(), issue.number());
        if (running.migrating() > 0) {
            return new Moved(
                    name,
                    running.version(),
                    "%d of its databases are being migrated: repeat it when they have ended."
                            .formatted(running.migrating()));
        }
        models.end(running.processInstance());
        boolean moved =
                Objects.requireNonNull(transaction.execute(status -> startAnew(running, newest, name, account)));
        return new Moved(name, running.version(), moved ? "" : "It was closed meanwhile.");
    }

    private boolean startAnew(Bindings.Running running, int newest, String name, Account account) {
        var issue = issues.lock(running.issue()).filter(it -> it.status() == Issue.Status.OPEN);
        if (issue.isEmpty()) {
            return false;
        }
        String key = String.valueOf(running.issue());
        bindings.forget(running.issue());
        if (!outbox.isWaiting(Bindings.ISSUE_OPENED, key)) {
            outbox.add(Bindings.ISSUE_OPENED, key, Map.of("issueId", key));
        }
        audit.record(new Audit.Event(
                "issue-moved",
                account.name(),
                running.issue(),
                name,
                Map.of("before", running.version(), "after", newest)));
        return true;
    }
}
