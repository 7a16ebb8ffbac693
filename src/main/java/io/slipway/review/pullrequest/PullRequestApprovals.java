package io.slipway.review.pullrequest;

import io.slipway.project.Account;
import io.slipway.project.Members;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Who approved the pull request that a change was merged with, as the pipeline said when it opened the issue. It is the
 * pipeline's word, not a decision in Slipway: it counts for nothing unless a row of the approval policy asks for it, and
 * only until the change is edited.
 */
@Repository
public class PullRequestApprovals {

    private final JdbcClient jdbc;
    private final Members members;

    PullRequestApprovals(JdbcClient jdbc, Members members) {
        this.jdbc = jdbc;
        this.members = members;
    }

    /**
     * An approval of the pull request.
     *
     * @param account the name of the member whom the address belongs to, or null
     */
    public record Approver(String email, @Nullable String account) {}

    /** Record who approved the pull request of an issue's plan, by e-mail address. */
    public void record(long project, long issue, long plan, List<String> emails) {
        distinct(emails)
                .forEach(email -> jdbc.sql("""
                        INSERT INTO pull_request_approval (issue, plan, email, account)
                        VALUES (:issue, :plan, :email, :account)
                        """)
                        .param("issue", issue)
                        .param("plan", plan)
                        .param("email", email)
                        .param(
                                "account",
                                members.accountByEmail(project, email)
                                        .map(Account::id)
                                        .orElse(null))
                        .update());
    }

    private static Set<String> distinct(List<String> emails) {
        var distinct = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        distinct.addAll(emails);
        return distinct;
    }

    /** Return the approvals of the pull request of what the issue asks for now, in the order of their addresses. */
    public List<Approver> of(long issue) {
        return jdbc.sql("""
                        SELECT p.email, a.name AS account
                        FROM pull_request_approval p
                        JOIN issue i ON i.id = p.issue AND i.plan = p.plan
                        LEFT JOIN account a ON a.id = p.account
                        WHERE i.id = :issue
                        ORDER BY p.email
                        """).param("issue", issue).query(Approver.class).list();
    }

    /**
     * Return how many approvals of the pull request a policy may count: of people who are approvers of the project now and
     * not creators of the change (law 6), each once.
     */
    public int counted(long issue) {
        return jdbc.sql("""
                        SELECT count(DISTINCT p.account)
                        FROM pull_request_approval p
                        JOIN issue i ON i.id = p.issue AND i.plan = p.plan
                        JOIN account a ON a.id = p.account AND a.kind = 'PERSON'
                        JOIN member m ON m.account = a.id AND m.project = i.project AND m.role = 'APPROVER'
                        WHERE i.id = :issue
                          AND NOT EXISTS (SELECT FROM issue_creator c WHERE c.issue = i.id AND c.account = p.account)
                        """).param("issue", issue).query(Integer.class).single();
    }
}
