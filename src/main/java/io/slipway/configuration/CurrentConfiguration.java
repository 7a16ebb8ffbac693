package io.slipway.configuration;

import io.slipway.calendar.Freeze;
import io.slipway.calendar.MaintenanceWindow;
import io.slipway.configuration.Entry.AccountEntry;
import io.slipway.configuration.Entry.CredentialEntry;
import io.slipway.configuration.Entry.DatabaseEntry;
import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.GroupEntry;
import io.slipway.configuration.Entry.HealthEntry;
import io.slipway.configuration.Entry.InstanceEntry;
import io.slipway.configuration.Entry.MailEntry;
import io.slipway.configuration.Entry.NotificationsEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.configuration.Entry.ScratchEntry;
import io.slipway.configuration.Entry.WebhookEntry;
import io.slipway.configuration.Entry.WindowEntry;
import io.slipway.notification.Subscriptions.Subscription;
import io.slipway.project.Account;
import io.slipway.project.Database;
import io.slipway.project.DatabaseGroup;
import io.slipway.project.Environment;
import io.slipway.project.Instance;
import io.slipway.project.Project;
import io.slipway.project.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells what is configured now in the words of a configuration file. */
final class CurrentConfiguration {

    private final Stores stores;
    private final Map<Long, String> environments;
    private final Map<Long, String> accounts;
    private final Map<Long, String> projects;
    private final Map<Long, String> instances;

    CurrentConfiguration(Stores stores) {
        this.stores = stores;
        this.environments = names(stores.environments().findAll(), Environment::id, Environment::name);
        this.accounts = names(stores.accounts().findAll(), Account::id, Account::name);
        this.projects = names(stores.projects().findAll(), Project::id, Project::name);
        this.instances = names(stores.instances().findAll(), Instance::id, Instance::name);
    }

    Configuration read() {
        return new Configuration(
                stores.environments().inOrder().stream().map(this::entry).toList(),
                stores.windows().findAll().stream().map(this::entry).toList(),
                stores.freezes().findAll().stream().map(this::entry).toList(),
                stores.accounts().findAll().stream().map(this::entry).toList(),
                stores.projects().findAll().stream().map(this::entry).toList(),
                stores.instances().findAll().stream().map(this::entry).toList(),
                stores.databases().findAll().stream().map(this::entry).toList(),
                stores.groups().findAll().stream().map(this::entry).toList());
    }

    private EnvironmentEntry entry(Environment it) {
        return new EnvironmentEntry(
                it.name(),
                it.tier(),
                Times.shown(it.soakSeconds()),
                stores.health().of(it.id()).stream()
                        .map(check -> new HealthEntry(
                                check.name(), check.statement(), check.url(), Times.shown(check.timeoutSeconds())))
                        .toList());
    }

    private WindowEntry entry(MaintenanceWindow it) {
        var start = it.startsAtLocal();
        var minutes = it.durationMinutes();
        return new WindowEntry(
                it.name(),
                it.zone(),
                new HashSet<>(it.days()),
                start,
                start == null || minutes == null ? null : start.plusMinutes(minutes),
                it.openings().stream().map(Period::of).toList(),
                it.atClose());
    }

    private FreezeEntry entry(Freeze it) {
        var single = it.periods().isEmpty();
        return new FreezeEntry(
                it.name(),
                single ? it.startsAt() : null,
                single ? it.endsAt() : null,
                nameOrNull(environments, it.environment()),
                nameOrNull(projects, it.project()),
                it.labels(),
                it.reason(),
                it.periods().stream().map(Period::of).toList());
    }

    private AccountEntry entry(Account it) {
        return new AccountEntry(it.name(), it.kind(), it.administrator(), it.emails());
    }

    private ProjectEntry entry(Project it) {
        Map<String, Set<Role>> members = new TreeMap<>();
        stores.members().of(it.id()).forEach((account, roles) -> members.put(name(accounts, account), roles));
        return new ProjectEntry(
                it.name(),
                it.title(),
                it.track(),
                members,
                entry(stores.subscriptions().of(it.id())));
    }

    private static NotificationsEntry entry(Subscription it) {
        return new NotificationsEntry(
                it.webhooks().stream()
                        .map(hook -> new WebhookEntry(hook.name(), hook.url(), hook.secret(), hook.events()))
                        .toList(),
                new MailEntry(it.mail()));
    }

    private InstanceEntry entry(Instance it) {
        var scratch = it.scratch();
        return new InstanceEntry(
                it.name(),
                it.engine(),
                name(environments, it.environment()),
                it.zone(),
                it.url(),
                it.directUrl(),
                entry(it.reader()),
                entry(it.migrator()),
                scratch == null ? null : new ScratchEntry(scratch.url(), scratch.username(), scratch.password()));
    }

    private static CredentialEntry entry(Instance.Credential it) {
        return new CredentialEntry(it.username(), it.password());
    }

    private DatabaseEntry entry(Database it) {
        return new DatabaseEntry(
                it.name(),
                name(instances, it.instance()),
                name(projects, it.project()),
                nameOrNull(environments, it.environment()),
                it.labels(),
                it.runAs(),
                it.searchPath(),
                it.variables(),
                it.schemas());
    }

    private GroupEntry entry(DatabaseGroup it) {
        return new GroupEntry(it.name(), name(projects, it.project()), it.expression(), it.included(), it.excluded());
    }

    private static <T> Map<Long, String> names(Collection<T> all, Function<T, Long> id, Function<T, String> name) {
        return all.stream().collect(Collectors.toMap(id, name));
    }

    private static @Nullable String nameOrNull(Map<Long, String> names, @Nullable Long id) {
        return id == null ? null : name(names, id);
    }

    private static String name(Map<Long, String> names, long id) {
        var name = names.get(id);
        if (name == null) {
            throw new IllegalStateException("a foreign key points nowhere: " + id);
        }
        return name;
    }
}
