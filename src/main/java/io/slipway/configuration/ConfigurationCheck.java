package io.slipway.configuration;

import io.slipway.configuration.Entry.AccountEntry;
import io.slipway.configuration.Entry.DatabaseEntry;
import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.GroupEntry;
import io.slipway.configuration.Entry.InstanceEntry;
import io.slipway.configuration.Entry.NotificationsEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.configuration.Entry.WebhookEntry;
import io.slipway.configuration.Entry.WindowEntry;
import io.slipway.failure.RejectedException;
import io.slipway.notification.WebhookUrl;
import io.slipway.project.GroupExpression;
import io.slipway.project.Instance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds everything that a configuration says and that cannot be, before anything is written. */
final class ConfigurationCheck {

    static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,61}[a-z0-9])?");
    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+-]{0,253}");
    private static final Pattern DATABASE_NAME = Pattern.compile("[^/\\p{Cntrl}\"\\\\?]{1,63}");

    private final Map<Kind, Set<String>> known = new EnumMap<>(Kind.class);
    private final Map<String, Instance.Engine> engines = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private ConfigurationCheck(Configuration current, Configuration wanted, boolean prune) {
        Stream.of(current, wanted)
                .flatMap(it -> it.entries(Kind.INSTANCE).stream())
                .forEach(it -> engines.put(it.name(), ((InstanceEntry) it).engine()));
        for (var kind : Kind.values()) {
            var keys = known.computeIfAbsent(kind, any -> new HashSet<>());
            wanted.entries(kind).forEach(entry -> keys.add(entry.key()));
            if (!prune || !wanted.sections().containsKey(kind)) {
                current.entries(kind).forEach(entry -> keys.add(entry.key()));
            }
        }
    }

    /** Return a sentence for each problem. */
    static List<String> problems(Configuration current, Configuration wanted, boolean prune) {
        var check = new ConfigurationCheck(current, wanted, prune);
        wanted.sections().forEach(check::section);
        check.emails(wanted);
        return check.problems;
    }

    private void section(Kind kind, List<? extends Entry> entries) {
        var seen = new HashSet<String>();
        for (var entry : entries) {
            var subject = kind.titled(entry.key());
            if (!seen.add(entry.key())) {
                problems.add(subject + " is listed twice.");
            }
            if (!pattern(kind).matcher(entry.name()).matches()) {
                problems.add("%s has a name that is not allowed; a name matches %s.".formatted(subject, pattern(kind)));
            }
            entry(subject, entry);
        }
    }

    private static Pattern pattern(Kind kind) {
        return switch (kind) {
            case ACCOUNT -> ACCOUNT_NAME;
            case DATABASE -> DATABASE_NAME;
            case ENVIRONMENT, WINDOW, PROJECT, INSTANCE, GROUP, FREEZE -> NAME;
        };
    }

    private void entry(String subject, Entry entry) {
        switch (entry) {
            case EnvironmentEntry environment -> problems.addAll(Health.problems(subject, environment));
            case WindowEntry window -> problems.addAll(Times.problems(subject, window));
            case AccountEntry account -> {}
            case FreezeEntry freeze -> freeze(subject, freeze);
            case ProjectEntry project -> {
                members(subject, project.members());
                notifications(subject, project.notifications());
            }
            case InstanceEntry instance -> instance(subject, instance);
            case DatabaseEntry database -> database(subject, database);
            case GroupEntry group -> group(subject, group);
        }
    }

    private void freeze(String subject, FreezeEntry freeze) {
        refers(subject, Kind.ENVIRONMENT, freeze.environment());
        refers(subject, Kind.PROJECT, freeze.project());
        problems.addAll(Times.problems(subject, freeze));
    }

    private void members(String subject, @Nullable Map<String, ?> members) {
        if (members != null) {
            members.keySet().forEach(account -> refers(subject, Kind.ACCOUNT, account));
        }
    }

    private void notifications(String subject, @Nullable NotificationsEntry notifications) {
        var seen = new HashSet<String>();
        for (var webhook : notifications == null ? List.<WebhookEntry>of() : notifications.webhooks()) {
            var titled = "%s has a webhook '%s'".formatted(subject, webhook.name());
            if (!seen.add(webhook.name())) {
                problems.add(titled + " twice.");
            }
            if (!NAME.matcher(webhook.name()).matches()) {
                problems.add("%s, a name that is not allowed; a name matches %s.".formatted(titled, NAME));
            }
            WebhookUrl.problem(webhook.url())
                    .ifPresent(problem -> problems.add("%s with a URL %s.".formatted(titled, problem)));
            if (!Connections.isReference(webhook.secret())) {
                problems.add(
                        titled + " with a secret that is no reference; name where it is: 'env:', 'file:' or 'exec:'.");
            }
        }
    }

    private void instance(String subject, InstanceEntry instance) {
        refers(subject, Kind.ENVIRONMENT, instance.environment());
        problems.addAll(Connections.problems(subject, instance));
    }

    private void database(String subject, DatabaseEntry database) {
        refers(subject, Kind.INSTANCE, database.instance());
        refers(subject, Kind.PROJECT, database.project());
        refers(subject, Kind.ENVIRONMENT, database.environment());
        if (database.schemas().size() != new HashSet<>(database.schemas()).size()) {
            problems.add(subject + " lists a schema twice.");
        }
        var postgresAlone = database.runAs() != null
                || !database.schemas().isEmpty()
                || !database.searchPath().isEmpty();
        if (postgresAlone && engines.get(database.instance()) == Instance.Engine.MARIADB) {
            problems.add(subject
                    + " has 'runAs', 'schemas' or 'searchPath', which MariaDB does not know; name the database alone.");
        }
    }

    private void group(String subject, GroupEntry group) {
        refers(subject, Kind.PROJECT, group.project());
        try {
            GroupExpression.of(group.expression());
        } catch (RejectedException e) {
            problems.add(subject + ": " + e.getMessage());
        }
    }

    private void refers(String subject, Kind kind, @Nullable String name) {
        if (name != null && !known.getOrDefault(kind, Set.of()).contains(name)) {
            problems.add("%s names %s '%s', which does not exist.".formatted(subject, kind.label(), name));
        }
    }

    private void emails(Configuration wanted) {
        var owners = new HashMap<String, String>();
        for (var entry : wanted.entries(Kind.ACCOUNT)) {
            for (var email : ((AccountEntry) entry).emails()) {
                var other = owners.putIfAbsent(email.toLowerCase(Locale.ROOT), entry.name());
                if (other != null && !other.equals(entry.name())) {
                    problems.add(
                            "Accounts '%s' and '%s' share the address '%s', so that nobody knows whose commits are whose."
                                    .formatted(other, entry.name(), email));
                }
            }
        }
    }
}
