package io.slipway.configuration;

import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.FreezeEntry;
import io.slipway.configuration.Entry.GroupEntry;
import io.slipway.configuration.Entry.ProjectEntry;
import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Project;
import io.slipway.project.Role;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an account may configure. Administrators: everything. Owners of a project: its title, members, database groups and freezes. Its track
 * and its databases say what runs where, and notifications name secrets that the server reads: those stay with administrators.
 */
final class ConfigurationRights {

    private static final int NAMED = 5;

    private final Account account;
    private final Set<String> owned;

    private ConfigurationRights(Account account, Set<String> owned) {
        this.account = account;
        this.owned = owned;
    }

    /**
     * Find what an account may configure.
     *
     * @throws RejectedException if that is nothing
     */
    static ConfigurationRights of(Account account, Stores stores) {
        var owned = stores.members().projects(account.id()).stream()
                .filter(project -> stores.members().roles(project, account.id()).contains(Role.OWNER))
                .flatMap(project -> stores.projects().findById(project).stream())
                .map(Project::name)
                .collect(Collectors.toUnmodifiableSet());
        if (!account.administrator() && owned.isEmpty()) {
            throw forbidden(
                    "'%s' is no administrator and owns no project.".formatted(account.name()),
                    "Ask an administrator of Slipway, or an owner of the project, to do this.");
        }
        return new ConfigurationRights(account, owned);
    }

    boolean areAll() {
        return account.administrator();
    }

    /** Return the changes that concern the account: of what a file leaves out, only what it could remove. */
    List<Change> concerned(List<Change> changes) {
        return changes.stream()
                .filter(change -> areAll() || change.after() != null || covers(change))
                .toList();
    }

    /**
     * Refuse changes of what is not the account's to configure.
     *
     * @throws RejectedException that names them, and not how they stand
     */
    void require(List<Change> writes, Configuration current, Configuration wanted) {
        if (areAll()) {
            return;
        }
        var refused = Stream.concat(
                        writes.stream().filter(change -> !covers(change)).map(this::named),
                        reordered(current, wanted) ? Stream.of("the order of the environments") : Stream.empty())
                .toList();
        if (!refused.isEmpty()) {
            var more = refused.size() > NAMED ? " and %d more".formatted(refused.size() - NAMED) : "";
            throw forbidden(
                    "'%s' is no administrator and may not configure %s%s."
                            .formatted(
                                    account.name(),
                                    refused.stream().limit(NAMED).collect(Collectors.joining(", ")),
                                    more),
                    "Leave that out of the file, or ask an administrator. An owner configures a project's title and members, its groups and its freezes.");
        }
    }

    private String named(Change change) {
        boolean own = change.entry() instanceof ProjectEntry project && owned.contains(project.name());
        return "%s '%s'%s"
                .formatted(change.kind().label(), change.key(), own ? " in more than its title and members" : "");
    }

    private static boolean reordered(Configuration current, Configuration wanted) {
        var listed = names(wanted);
        return !listed.equals(names(current).stream().filter(listed::contains).toList());
    }

    private static List<String> names(Configuration configuration) {
        return configuration.entries(Kind.ENVIRONMENT).stream()
                .map(entry -> ((EnvironmentEntry) entry).name())
                .toList();
    }

    private boolean covers(Change change) {
        if (change.before() instanceof ProjectEntry before && change.after() instanceof ProjectEntry after) {
            return owned.contains(before.name())
                    && before.track().equals(after.track())
                    && (after.notifications() == null || after.notifications().equals(before.notifications()));
        }
        return Stream.of(Optional.ofNullable(change.before()), Optional.ofNullable(change.after()))
                .flatMap(Optional::stream)
                .allMatch(this::isOwned);
    }

    private boolean isOwned(Entry entry) {
        return switch (entry) {
            case GroupEntry group -> owned.contains(group.project());
            case FreezeEntry freeze -> freeze.project() != null && owned.contains(freeze.project());
            default -> false;
        };
    }

    private static RejectedException forbidden(String message, String help) {
        return new RejectedException(RejectedException.Reason.FORBIDDEN, "configuration-refused", message, help);
    }
}
