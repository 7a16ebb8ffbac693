package io.slipway.project;

import io.slipway.failure.RejectedException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which account has which roles in which project. */
@Repository
public class Members {

    private record Membership(long account, Role role) {}

    private final JdbcClient jdbc;
    private final Accounts accounts;

    Members(JdbcClient jdbc, Accounts accounts) {
        this.jdbc = jdbc;
        this.accounts = accounts;
    }

    /** Return the roles of the account in the project, none if it is no member. */
    public Set<Role> roles(long project, long account) {
        var roles = EnumSet.noneOf(Role.class);
        jdbc.sql("""
                        SELECT role
                        FROM member
                        WHERE project = :project
                          AND account = :account
                        """)
                .param("project", project)
                .param("account", account)
                .query(String.class)
                .list()
                .forEach(role -> roles.add(Role.valueOf(role)));
        return roles;
    }

    /** Return the projects in which the account has a role. */
    public List<Long> projects(long account) {
        return accounts.projectsOf(account);
    }

    /** Return the roles of every member of the project, by account. */
    public Map<Long, Set<Role>> of(long project) {
        var roles = new TreeMap<Long, Set<Role>>();
        jdbc.sql("""
                        SELECT account, role
                        FROM member
                        WHERE project = :project
                        """)
                .param("project", project)
                .query(Membership.class)
                .list()
                .forEach(member -> roles.computeIfAbsent(member.account(), account -> EnumSet.noneOf(Role.class))
                        .add(member.role()));
        return roles;
    }

    /** Make these the members of the project, and nobody else. */
    @Transactional
    public void set(long project, Map<Long, Set<Role>> roles) {
        jdbc.sql("DELETE FROM member WHERE project = :project")
                .param("project", project)
                .update();
        roles.forEach((account, held) -> held.forEach(role -> add(project, account, role)));
    }

    private void add(long project, long account, Role role) {
        jdbc.sql("""
                        INSERT INTO member (project, account, role)
                        VALUES (:project, :account, :role)
                        """)
                .param("project", project)
                .param("account", account)
                .param("role", role.name())
                .update();
    }

    /** Refuse unless the account has one of the roles in the project. */
    public void require(Account account, Project project, Role... anyOf) {
        var roles = roles(project.id(), account.id());
        if (Arrays.stream(anyOf).noneMatch(roles::contains)) {
            var wanted = Arrays.stream(anyOf).map(Role::label).collect(Collectors.joining(" or "));
            throw new RejectedException(
                    RejectedException.Reason.FORBIDDEN,
                    "role-missing",
                    "'%s' is no %s of project '%s'.".formatted(account.name(), wanted, project.name()),
                    "Ask an owner of the project for the role.");
        }
    }

    /** Return the one member of the project whom a commit author's address belongs to. */
    public Optional<Account> accountByEmail(long project, String email) {
        var found = jdbc.sql("""
                        SELECT DISTINCT a.id
                        FROM account a
                        JOIN member m ON m.account = a.id
                        WHERE m.project = :project
                          AND EXISTS (SELECT FROM unnest(a.emails) e WHERE lower(e) = lower(:email))
                        """)
                .param("project", project)
                .param("email", email.strip())
                .query(Long.class)
                .list();
        return found.size() == 1 ? accounts.findById(found.getFirst()) : Optional.empty();
    }

    /** Return the accounts that have the role in the project. */
    public List<Account> having(long project, Role role) {
        return accounts.havingRole(project, role.name());
    }
}
