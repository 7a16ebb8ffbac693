package io.slipway.notification;

import io.slipway.notification.Subscriptions.Subscription;
import io.slipway.notification.Subscriptions.Webhook;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.project.Members;
import io.slipway.project.ProjectFixtures;
import io.slipway.project.Projects;
import io.slipway.project.Role;
import io.slipway.review.Audit;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A project with people and an issue of which there is something to tell, without a rollout. */
@TestComponent
public final class Told {

    /** 32 bytes that every test signs with. */
    public static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

    private final Accounts accounts;
    private final Projects projects;
    private final Members members;
    private final Subscriptions subscriptions;
    private final Audit audit;
    private final JdbcClient jdbc;

    private long project;
    private long issue;

    Told(
            Accounts accounts,
            Projects projects,
            Members members,
            Subscriptions subscriptions,
            Audit audit,
            JdbcClient jdbc) {
        this.accounts = accounts;
        this.projects = projects;
        this.members = members;
        this.subscriptions = subscriptions;
        this.audit = audit;
        this.jdbc = jdbc;
    }

    /** Make the project 'shop', in which 'dora' opened issue 7 and is a developer and approver. */
    public void startAnew(String title) {
        project = projects.save(ProjectFixtures.project("shop")).id();
        var people = Map.of(
                "dora", Set.of(Role.DEVELOPER, Role.APPROVER),
                "ann", Set.of(Role.APPROVER),
                "rita", Set.of(Role.RELEASER),
                "olga", Set.of(Role.OWNER));
        var roles = new TreeMap<Long, Set<Role>>();
        people.forEach((name, held) ->
                roles.put(accounts.save(ProjectFixtures.person(name)).id(), held));
        members.set(project, roles);
        long dora = account("dora").id();
        long plan = jdbc.sql("""
                        INSERT INTO plan (project, name, digest, created_by, created_at)
                        VALUES (:project, 'p', 'd', :dora, now())
                        RETURNING id
                        """)
                .param("project", project)
                .param("dora", dora)
                .query(Long.class)
                .single();
        issue = jdbc.sql("""
                        INSERT INTO issue (project, number, title, status, request, plan, created_at)
                        VALUES (:project, 7, :title, 'OPEN', 'NONE', :plan, now())
                        RETURNING id
                        """)
                .param("project", project)
                .param("title", title)
                .param("plan", plan)
                .query(Long.class)
                .single();
        jdbc.sql("INSERT INTO issue_creator (issue, account, reason) VALUES (:issue, :dora, 'OPENED')")
                .param("issue", issue)
                .param("dora", dora)
                .update();
    }

    public Account account(String name) {
        return accounts.byName(name).orElseThrow();
    }

    public long project() {
        return project;
    }

    /** Tell a webhook named 'ops' of everything. */
    public void byWebhook(String url, String secret) {
        subscriptions.set(
                project,
                new Subscription(
                        List.of(new Webhook("ops", url, secret, EnumSet.allOf(NotificationEvent.class))), Set.of()));
    }

    /** Tell people of everything by mail. */
    public void byMail() {
        subscriptions.set(project, new Subscription(List.of(), EnumSet.allOf(NotificationEvent.class)));
    }

    /** Record that the issue is done. */
    public void happens() {
        audit.system("issue-done", issue, "issue 7", Map.of("reason", ""));
    }

    /** Make a stage of the environment 'prod' that waits for the approval of an approver. */
    public void wantsApproval() {
        jdbc.sql("""
                WITH environment AS (
                    INSERT INTO environment (name, position, tier) VALUES ('prod', 1, 'PRODUCTION') RETURNING id),
                rollout AS (
                    INSERT INTO rollout (issue, plan, created_at) SELECT id, plan, now() FROM issue RETURNING id),
                stage AS (
                    INSERT INTO stage (rollout, environment, position, status, approval_steps)
                    SELECT rollout.id, environment.id, 1, 'OPEN', '{owner,approver}'
                    FROM rollout, environment
                    RETURNING id)
                INSERT INTO ask (id, kind, stage, step, status, created_at)
                SELECT gen_random_uuid(), 'APPROVE', id, 1, 'OPEN', now()
                FROM stage
                """).update();
    }
}
