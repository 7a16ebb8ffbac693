package io.slipway.review;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Law 6: creator, approver and releaser are separate people. */
@Component
public class Separation {

    private final Directory directory;
    private final Members members;
    private final IssueCreators creators;

    Separation(Directory directory, Members members, IssueCreators creators) {
        this.directory = directory;
        this.members = members;
        this.creators = creators;
    }

    /** Refuse unless the account has the step's role and had no hand in the change. */
    public void requireApprover(Account account, Issue issue, String role) {
        members.require(account, project(issue), role(role));
        requireNoCreator(account, issue, "approve it");
    }

    /** Refuse unless the account is a releaser who had no hand in the change. */
    public void requireReleaser(Account account, Issue issue) {
        members.require(account, project(issue), Role.RELEASER);
        requireNoCreator(account, issue, "roll out it");
    }

    /** Refuse unless the account may edit: a developer or owner of the project. */
    public void requireEditor(Account account, Issue issue) {
        members.require(account, project(issue), Role.DEVELOPER, Role.OWNER);
    }

    /** Refuse unless the account has some role in the project. */
    public void requireMember(Account account, Issue issue) {
        members.require(account, project(issue), Role.values());
    }

    /** Tell whether the account would pass {@link #requireMember}. */
    public boolean isMember(Account account, Issue issue) {
        return !members.roles(issue.project(), account.id()).isEmpty();
    }

    /** Refuse unless the account is an owner of the project. */
    public void requireOwner(Account account, Issue issue) {
        members.require(account, project(issue), Role.OWNER);
    }

    /** Refuse unless the account is a service of the project or a releaser, and had no hand in the change. */
    public void requireGatekeeper(Account account, Issue issue) {
        boolean service = account.kind() == Account.Kind.SERVICE
                && !members.roles(issue.project(), account.id()).isEmpty();
        if (!service) {
            members.require(account, project(issue), Role.RELEASER);
        }
        requireNoCreator(account, issue, "open a gate for it");
    }

    /** Refuse unless the account has the role that the policy asks of whoever leaves a stage out, and had no hand in the change. */
    public void requireLeaver(Account account, Issue issue, String role) {
        members.require(account, project(issue), role(role));
        requireNoCreator(account, issue, "leave a stage of it out");
    }

    /** Tell whether the account would pass {@link #requireLeaver}. */
    public boolean mayLeaveOut(Account account, Issue issue, String role) {
        return members.roles(issue.project(), account.id()).contains(role(role))
                && !creators.of(issue.id()).contains(account.id());
    }

    /** Tell whether the account would pass {@link #requireOwner}. */
    public boolean mayOverride(Account account, Issue issue) {
        return members.roles(issue.project(), account.id()).contains(Role.OWNER);
    }

    /** Tell whether the account would pass {@link #requireReleaser}. */
    public boolean mayRelease(Account account, Issue issue) {
        return members.roles(issue.project(), account.id()).contains(Role.RELEASER)
                && !creators.of(issue.id()).contains(account.id());
    }

    /** Tell whether the account would pass {@link #requireEditor}. */
    public boolean mayEdit(Account account, Issue issue) {
        var roles = members.roles(issue.project(), account.id());
        return roles.contains(Role.DEVELOPER) || roles.contains(Role.OWNER);
    }

    private Project project(Issue issue) {
        return directory.projectOf(issue);
    }

    private void requireNoCreator(Account account, Issue issue, String verb) {
        if (creators.of(issue.id()).contains(account.id())) {
            throw new RejectedException(
                    RejectedException.Reason.FORBIDDEN,
                    "own-change",
                    "'%s' opened, edited or wrote this change and may not %s.".formatted(account.name(), verb),
                    "Let another member decide.");
        }
    }

    /** A role that the policy names and there is not is decided by an owner. */
    private static Role role(String name) {
        for (Role role : Role.values()) {
            if (role.name().equals(name.toUpperCase(Locale.ROOT))) {
                return role;
            }
        }
        return Role.OWNER;
    }
}
