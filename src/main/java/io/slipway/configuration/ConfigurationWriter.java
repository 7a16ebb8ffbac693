package io.slipway.configuration;

import io.slipway.calendar.Freeze;
import io.slipway.calendar.MaintenanceWindow;
import io.slipway.configuration.Entry.AccountEntry;
import io.slipway.configuration.Entry.CredentialEntry;
import io.slipway.configuration.Entry.DatabaseEntry;
import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.GroupEntry;
import io.slipway.configuration.Entry.InstanceEntry;
import io.slipway.configuration.Entry.NotificationsEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.configuration.Entry.WindowEntry;
import io.slipway.notification.Subscriptions.Subscription;
import io.slipway.notification.Subscriptions.Webhook;
import io.slipway.project.Account;
import io.slipway.project.Database;
import io.slipway.project.DatabaseGroup;
import io.slipway.project.Environment;
import io.slipway.project.Instance;
import io.slipway.project.Instance.Credential;
import io.slipway.project.Instance.Scratch;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.project.health.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes entries over what is there under the same name; lives as long as one transaction. */
final class ConfigurationWriter {

    private static final int MINUTES_PER_DAY = 24 * 60;

    private final Stores stores;
    private final Instant now;
    private final Map<String, Long> ids = new HashMap<>();

    ConfigurationWriter(Stores stores, Instant now) {
        this.stores = stores;
        this.now = now;
    }

    void write(Entry entry) {
        switch (entry) {
            case EnvironmentEntry it -> write(it);
            case WindowEntry it -> write(it);
            case AccountEntry it -> write(it);
            case ProjectEntry it -> write(it);
            case InstanceEntry it -> write(it);
            case DatabaseEntry it -> write(it);
            case GroupEntry it -> write(it);
            case FreezeEntry it -> write(it);
        }
    }

    /** Return the id of an entry that exists. */
    long id(Kind kind, Entry entry) {
        return switch (entry) {
            case DatabaseEntry it ->
                required(stores.databases().byName(instance(it.instance()), it.name()), Database::id);
            case GroupEntry it -> required(stores.groups().byName(project(it.project()), it.name()), DatabaseGroup::id);
            default ->
                switch (kind) {
                    case ENVIRONMENT -> environment(entry.name());
                    case ACCOUNT -> account(entry.name());
                    case PROJECT -> project(entry.name());
                    case INSTANCE -> instance(entry.name());
                    case WINDOW -> required(stores.windows().byName(entry.name()), MaintenanceWindow::id);
                    case FREEZE -> required(stores.freezes().byName(entry.name()), Freeze::id);
                    case DATABASE, GROUP -> throw new IllegalStateException("no entry of kind " + kind + ": " + entry);
                };
        };
    }

    /** Put the environments in the order of the names. */
    void order(List<String> names) {
        for (var position = 0; position < names.size(); position++) {
            var found = stores.environments().byName(names.get(position)).orElseThrow();
            if (found.position() != position + 1) {
                stores.environments().save(found.at(position + 1));
            }
        }
    }

    private void write(EnvironmentEntry it) {
        var found = stores.environments().byName(it.name());
        var last = stores.environments().inOrder().stream()
                .mapToInt(Environment::position)
                .max();
        var position = found.map(Environment::position).orElseGet(() -> last.orElse(0) + 1);
        var saved = stores.environments()
                .save(new Environment(id(found, Environment::id), it.name(), position, it.tier(), seconds(it.soak())));
        stores.health().forget(saved.id());
        var checks = new ArrayList<HealthCheck>();
        it.health()
                .forEach(check -> checks.add(
                        new HealthCheck(0, saved.id(), checks.size(), check.name(), check.sql(), check.url(), (int)
                                seconds(check.timeout()))));
        stores.health().saveAll(checks);
    }

    private static long seconds(String span) {
        return Times.seconds(span).orElseThrow();
    }

    private void write(WindowEntry it) {
        var found = stores.windows().byName(it.name());
        stores.windows()
                .save(new MaintenanceWindow(
                        id(found, MaintenanceWindow::id),
                        it.name(),
                        it.zone(),
                        List.copyOf(it.days()),
                        it.start(),
                        minutes(it),
                        it.atClose(),
                        Period.spans(it.openings())));
    }

    private static @Nullable Integer minutes(WindowEntry it) {
        if (it.start() == null || it.end() == null) {
            return null;
        }
        var minutes = Math.floorMod(Duration.between(it.start(), it.end()).toMinutes(), MINUTES_PER_DAY);
        return minutes == 0 ? MINUTES_PER_DAY : minutes;
    }

    private void write(FreezeEntry it) {
        var found = stores.freezes().byName(it.name());
        var hull = it.hull();
        stores.freezes()
                .save(new Freeze(
                        id(found, Freeze::id),
                        it.name(),
                        hull.from(),
                        hull.until(),
                        optional(it.environment(), this::environment),
                        optional(it.project(), this::project),
                        it.labels(),
                        it.reason(),
                        Period.spans(it.periods())));
    }

    private void write(AccountEntry it) {
        var found = stores.accounts().byName(it.name());
        var createdAt = found.map(Account::createdAt).orElse(now);
        stores.accounts()
                .save(new Account(
                        id(found, Account::id), it.name(), it.kind(), it.administrator(), it.emails(), createdAt));
    }

    private void write(ProjectEntry it) {
        var found = stores.projects().byName(it.name());
        var saved = stores.projects().save(new Project(id(found, Project::id), it.name(), it.title(), it.track()));
        var members = it.members();
        if (members != null) {
            var roles = new HashMap<Long, Set<Role>>();
            members.forEach((account, held) -> roles.put(account(account), held));
            stores.members().set(saved.id(), roles);
        }
        var notifications = it.notifications();
        if (notifications != null) {
            stores.subscriptions().set(saved.id(), subscription(notifications));
        }
    }

    private static Subscription subscription(NotificationsEntry it) {
        return new Subscription(
                it.webhooks().stream()
                        .map(hook -> new Webhook(hook.name(), hook.url(), hook.secret(), hook.events()))
                        .toList(),
                it.mail().events());
    }

    private void write(InstanceEntry it) {
        var found = stores.instances().byName(it.name());
        var scratch = it.scratch();
        stores.instances()
                .save(new Instance(
                        id(found, Instance::id),
                        it.name(),
                        it.engine(),
                        environment(it.environment()),
                        it.zone(),
                        it.url(),
                        it.directUrl(),
                        credential(it.reader()),
                        credential(it.migrator()),
                        scratch == null ? null : new Scratch(scratch.url(), scratch.username(), scratch.password())));
    }

    private static Credential credential(CredentialEntry it) {
        return new Credential(it.username(), it.password());
    }

    private void write(DatabaseEntry it) {
        var instance = instance(it.instance());
        var found = stores.databases().byName(instance, it.name());
        stores.databases()
                .save(new Database(
                        id(found, Database::id),
                        instance,
                        project(it.project()),
                        it.name(),
                        optional(it.environment(), this::environment),
                        it.labels(),
                        it.runAs(),
                        it.searchPath(),
                        it.variables(),
                        it.schemas()));
    }

    private void write(GroupEntry it) {
        var project = project(it.project());
        var found = stores.groups().byName(project, it.name());
        stores.groups()
                .save(new DatabaseGroup(
                        id(found, DatabaseGroup::id), project, it.name(), it.expression(), it.include(), it.exclude()));
    }

    private long environment(String name) {
        return remembered(
                "environment " + name, () -> required(stores.environments().byName(name), Environment::id));
    }

    private long account(String name) {
        return remembered("account " + name, () -> required(stores.accounts().byName(name), Account::id));
    }

    private long project(String name) {
        return remembered("project " + name, () -> required(stores.projects().byName(name), Project::id));
    }

    private long instance(String name) {
        return remembered("instance " + name, () -> required(stores.instances().byName(name), Instance::id));
    }

    private long remembered(String what, LongSupplier find) {
        return ids.computeIfAbsent(what, any -> find.getAsLong());
    }

    private static <T> long id(Optional<T> found, Function<T, Long> id) {
        return found.map(id).orElse(0L);
    }

    private static <T> long required(Optional<T> found, Function<T, Long> id) {
        return found.map(id).orElseThrow();
    }

    private static @Nullable Long optional(@Nullable String name, Function<String, Long> id) {
        return name == null ? null : id.apply(name);
    }
}
