package io.slipway.configuration;

import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.project.Account;
import io.slipway.project.Targets;
import io.slipway.review.Audit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the configuration as a file says, in one transaction; applied again, it changes nothing.
 *
 * <p>A dry run does all of it and rolls it back, so that it is refused for the same reasons.
 */
@Service
public class ConfigurationApply {

    /** The account that {@code slipway.administrator-token} keeps: pruning leaves it alone. */
    public static final String ADMINISTRATOR = "administrator";

    private final Stores stores;
    private final Removals removals;
    private final Targets targets;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ConfigurationApply(
            Stores stores,
            Removals removals,
            Targets targets,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.stores = stores;
        this.removals = removals;
        this.targets = targets;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Refuse an account that may configure nothing, before anything of a file is read.
     *
     * @throws io.slipway.failure.RejectedException if it is neither an administrator nor an owner
     */
    public void requireRights(Account account) {
        ConfigurationRights.of(account, stores);
    }

    /**
     * Apply the configuration on behalf of an account and return what differed. An owner learns and prunes only what is theirs.
     *
     * @throws io.slipway.failure.RejectedException if something is said that cannot be, or that is not the account's to say
     */
    public ConfigurationDiff apply(Configuration wanted, boolean prune, boolean dryRun, Account by) {
        return transaction.execute(status -> {
            var difference = apply(wanted, prune, by);
            if (dryRun) {
                status.setRollbackOnly();
            }
            return difference;
        });
    }

    private ConfigurationDiff apply(Configuration wanted, boolean prune, Account by) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtext('slipway configuration'))")
                .query()
                .listOfRows();
        var current = new CurrentConfiguration(stores).read();
        var rights = ConfigurationRights.of(by, stores);
        var all = rights.concerned(Change.between(current, wanted));
        var writes = all.stream().filter(change -> change.after() != null).toList();
        rights.require(writes, current, wanted);
        refuse(ConfigurationCheck.problems(current, wanted, prune && rights.areAll()));

        var missing = all.stream().filter(change -> change.after() == null).toList();
        var removed = prune ? missing.stream().filter(it -> !isKept(it, by)).toList() : List.<Change>of();
        var order = order(current, wanted, removed);
        var difference = difference(current, writes, removed, missing, order);

        var writer = new ConfigurationWriter(stores, clock.instant());
        writes.forEach(change -> writer.write(change.entry()));
        removals.remove(removed, writer);
        writer.order(order);
        checkGroups();
        record(difference, by);
        return difference;
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /** Nobody prunes the bootstrap administrator or the account they are using. */
    private static boolean isKept(Change change, Account by) {
        return change.kind() == Kind.ACCOUNT
                && (change.key().equals(ADMINISTRATOR) || change.key().equals(by.name()));
    }

    /** Return the names of the environments as they are to be ordered: the file's, then those it leaves out. */
    private static List<String> order(Configuration current, Configuration wanted, List<Change> removed) {
        var order = new LinkedHashSet<>(names(wanted));
        order.addAll(names(current));
        removed.stream()
                .filter(change -> change.kind() == Kind.ENVIRONMENT)
                .map(Change::key)
                .forEach(order::remove);
        return List.copyOf(order);
    }

    private static List<String> names(Configuration configuration) {
        return configuration.entries(Kind.ENVIRONMENT).stream()
                .map(entry -> ((EnvironmentEntry) entry).name())
                .toList();
    }

    private static ConfigurationDiff difference(
            Configuration current,
            List<Change> writes,
            List<Change> removed,
            List<Change> missing,
            List<String> order) {
        var changes = new ArrayList<>(
                sentences(writes.stream().filter(it -> it.before() != null).toList()));
        var before = names(current);
        var kept = order.stream().filter(before::contains).toList();
        if (!kept.equals(before.stream().filter(kept::contains).toList())) {
            changes.add("Changes travel through the environments in the order %s.".formatted(String.join(", ", order)));
        }
        return new ConfigurationDiff(
                sentences(writes.stream().filter(it -> it.before() == null).toList()),
                changes,
                sentences(removed),
                missing.stream()
                        .filter(it -> !removed.contains(it))
                        .map(it -> it.kind().titled(it.key()) + " is not in the file and stays.")
                        .toList());
    }

    private static List<String> sentences(List<Change> changes) {
        return changes.stream().map(Change::sentence).toList();
    }

    /** Refuse lists of groups that name what their project does not have, be it never there or removed just now. */
    private void checkGroups() {
        var projects = stores.projects().findAll().stream().collect(Collectors.toMap(it -> it.id(), it -> it));
        for (var group : stores.groups().findAll()) {
            var project = projects.get(group.project());
            if (project != null) {
                targets.requireListed(project, group);
            }
        }
    }

    private void record(ConfigurationDiff difference, Account by) {
        if (!difference.isEmpty()) {
            audit.record(new Audit.Event(
                    "ConfigurationApplied",
                    by.name(),
                    null,
                    "configuration",
                    Map.of(
                            "additions", difference.additions(),
                            "changes", difference.changes(),
                            "removals", difference.removals())));
        }
    }
}
