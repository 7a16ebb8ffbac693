package io.slipway.review;

import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who opened, edited or wrote an issue's change; nobody of them may approve it. */
@Component
public class IssueCreators {

    /** Why an account counts as a creator. */
    public enum Because {
        OPENED,
        EDITED,
        /** Author of the commit that the release was made from. */
        AUTHORED
    }

    private final JdbcClient jdbc;

    IssueCreators(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Record a creator; repeating it changes nothing. */
    public void add(long issue, long account, Because reason) {
        jdbc.sql("""
                INSERT INTO issue_creator (issue, account, reason)
                VALUES (:issue, :account, :reason)
                ON CONFLICT DO NOTHING
                """)
                .param("issue", issue)
                .param("account", account)
                .param("reason", reason.name())
                .update();
    }

    public Set<Long> of(long issue) {
        return jdbc.sql("""
                        SELECT DISTINCT account
                        FROM issue_creator
                        WHERE issue = :issue
                        """).param("issue", issue).query(Long.class).set();
    }

    /** Return the creators' account names, in order. */
    public List<String> namesOf(long issue) {
        return jdbc.sql("""
                        SELECT DISTINCT a.name
                        FROM issue_creator c
                        JOIN account a ON a.id = c.account
                        WHERE c.issue = :issue
                        ORDER BY a.name
                        """).param("issue", issue).query(String.class).list();
    }

    /** Tell whether a commit author of a release that the issue has or had belongs to no member: an edit makes nobody known. */
    public boolean hasUnmappedAuthor(long issue) {
        return jdbc.sql("""
                        SELECT EXISTS (
                            SELECT 1
                            FROM issue i
                            JOIN rollout r ON r.issue = i.id
                            JOIN plan_part p ON p.plan IN (i.plan, r.plan)
                            JOIN release_author a ON a.release = p.release
                            WHERE i.id = :issue AND a.account IS NULL)
                        """).param("issue", issue).query(Boolean.class).single();
    }
}
