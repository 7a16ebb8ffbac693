package io.slipway.configuration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.slipway.calendar.MaintenanceWindow;
import io.slipway.notification.NotificationEvent;
import io.slipway.project.Account;
import io.slipway.project.Instance;
import io.slipway.project.Role;
import io.slipway.project.Tier;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One thing in the configuration, with other things named, never numbered. */
public sealed interface Entry {

    /** Return the name that tells this entry from the others of its section. */
    @JsonIgnore
    default String key() {
        return name();
    }

    String name();

    /**
     * A stage; the order of the section is the order in which changes travel.
     *
     * @param soak how long a change stays here before a rollout goes on, as in {@code 30m}
     * @param health what must hold here before a rollout goes on
     */
    record EnvironmentEntry(String name, Tier tier, String soak, List<HealthEntry> health) implements Entry {

        public EnvironmentEntry {
            soak = soak == null ? "0s" : Times.canonical(soak);
            health = present(health, "a health check is empty");
        }
    }

    /** One SELECT that gives true on each target that is well, or an address that answers 2xx while all is. */
    record HealthEntry(
            String name, @Nullable String sql, @Nullable String url, String timeout) {

        public HealthEntry {
            Objects.requireNonNull(name, "a health check has no 'name'");
            timeout = timeout == null ? "5s" : Times.canonical(timeout);
        }
    }

    /** A maintenance window: daily unless days are named, when it may end on the day after it starts; or dated; or both. */
    record WindowEntry(
            String name,
            ZoneId zone,
            Set<DayOfWeek> days,
            @Nullable LocalTime start,
            @Nullable LocalTime end,
            List<Period> openings,
            MaintenanceWindow.AtClose atClose)
            implements Entry {

        public WindowEntry {
            days = days == null ? Set.of() : days;
            days = new TreeSet<>(days.isEmpty() && start != null ? Set.of(DayOfWeek.values()) : days);
            openings = Period.joined(openings);
            atClose = atClose == null ? MaintenanceWindow.AtClose.FINISH : atClose;
        }
    }

    /** A time in which no rollout starts, from one instant until another or in each of several periods. */
    record FreezeEntry(
            String name,
            @Nullable Instant from,
            @Nullable Instant until,
            @Nullable String environment,
            @Nullable String project,
            Map<String, String> labels,
            String reason,
            List<Period> periods)
            implements Entry {

        public FreezeEntry {
            labels = sorted(labels);
            periods = Period.joined(periods);
        }

        /** Return the time from its first beginning to its last end. */
        Period hull() {
            return from != null && until != null
                    ? new Period(from, until)
                    : new Period(periods.getFirst().from(), periods.getLast().until());
        }
    }

    /** A person or a service account; its tokens are issued by the API and never part of a file. */
    record AccountEntry(String name, Account.Kind kind, boolean administrator, List<String> emails) implements Entry {

        public AccountEntry {
            kind = kind == null ? Account.Kind.PERSON : kind;
            emails = listed(emails);
        }
    }

    /** A project; members and notifications that are given replace those it has. */
    record ProjectEntry(
            String name,
            String title,
            String track,
            @Nullable Map<String, Set<Role>> members,
            @Nullable NotificationsEntry notifications)
            implements Entry {

        public ProjectEntry {
            title = title == null ? name : title;
            track = track == null ? name : track;
            if (members != null) {
                var sorted = new TreeMap<String, Set<Role>>();
                members.forEach(
                        (account, roles) -> sorted.put(account, roles == null ? Set.of() : new TreeSet<>(roles)));
                members = sorted;
            }
        }
    }

    /** Of what a project tells, and how; none is told by mail unless that is given. */
    record NotificationsEntry(List<WebhookEntry> webhooks, MailEntry mail) {

        public NotificationsEntry {
            webhooks = present(webhooks, "a webhook is empty").stream()
                    .sorted(Comparator.comparing(WebhookEntry::name))
                    .toList();
            mail = mail == null ? new MailEntry(Set.of()) : mail;
        }
    }

    /** A receiver of signed requests, of all events unless some are named; its secret is a reference. */
    record WebhookEntry(String name, String url, String secret, Set<NotificationEvent> events) {

        public WebhookEntry {
            Objects.requireNonNull(name, "a webhook has no 'name'");
            Objects.requireNonNull(url, "a webhook has no 'url'");
            Objects.requireNonNull(secret, "a webhook has no 'secret'");
            events = eventsOrAll(events);
        }
    }

    /** The events that people are told of by mail, all unless some are named. */
    record MailEntry(Set<NotificationEvent> events) {

        public MailEntry {
            events = eventsOrAll(events);
        }
    }

    /** A database server with its credentials, whose passwords are references. */
    record InstanceEntry(
            String name,
            Instance.Engine engine,
            String environment,
            String zone,
            String url,
            @Nullable String directUrl,
            CredentialEntry reader,
            CredentialEntry migrator,
            @Nullable ScratchEntry scratch)
            implements Entry {

        public InstanceEntry {
            engine = engine == null ? Instance.Engine.POSTGRESQL : engine;
            zone = zone == null ? "default" : zone;
        }
    }

    /** A user and the reference to its password. */
    record CredentialEntry(String username, String password) {}

    /** Where changes are simulated. */
    record ScratchEntry(String url, String username, String password) {}

    /** One database on an instance. */
    record DatabaseEntry(
            String name,
            String instance,
            String project,
            @Nullable String environment,
            Map<String, String> labels,
            @Nullable String runAs,
            List<String> searchPath,
            Map<String, String> variables,
            List<String> schemas)
            implements Entry {

        public DatabaseEntry {
            labels = sorted(labels);
            searchPath = listed(searchPath);
            variables = sorted(variables);
            schemas = listed(schemas);
        }

        @Override
        public String key() {
            return instance + "/" + name;
        }
    }

    /** The databases of a project that an expression matches, with lists of some that always and some that never belong. */
    record GroupEntry(String name, String project, String expression, List<String> include, List<String> exclude)
            implements Entry {

        public GroupEntry {
            expression = expression == null ? "" : expression;
            include = listed(include);
            exclude = listed(exclude);
        }

        @Override
        public String key() {
            return project + "/" + name;
        }
    }

    private static Set<NotificationEvent> eventsOrAll(Set<NotificationEvent> events) {
        return new TreeSet<>(
                events == null ? Set.of(NotificationEvent.values()) : present(events, "an event is empty"));
    }

    private static <T> List<T> present(Collection<T> values, String otherwise) {
        if (values == null) {
            return List.of();
        }
        values.forEach(value -> Objects.requireNonNull(value, otherwise));
        return List.copyOf(values);
    }

    private static List<String> listed(List<String> values) {
        return values == null ? List.of() : List.copyOf(values);
    }

    private static Map<String, String> sorted(Map<String, String> values) {
        var sorted = new TreeMap<String, String>();
        if (values != null) {
            values.forEach(
                    (name, value) -> sorted.put(name, Objects.requireNonNull(value, "'" + name + "' has no value")));
        }
        return sorted;
    }
}
