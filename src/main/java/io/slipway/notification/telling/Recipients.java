package io.slipway.notification.telling;

import io.slipway.notification.telling.Happening.Audience;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the addresses of the people who are to get mail: members of the project, each by the first of their addresses. */
@Component
class Recipients {

    private final JdbcClient jdbc;

    Recipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<String> of(Place place, Audience audience) {
        return jdbc.sql("""
                        SELECT DISTINCT a.emails[1]
                        FROM account a
                        JOIN member m ON m.account = a.id AND m.project = :project
                        CROSS JOIN LATERAL (
                            SELECT EXISTS (SELECT FROM issue_creator c WHERE c.issue = :issue AND c.account = a.id) AS creator) it
                        WHERE a.kind = 'PERSON'
                          AND cardinality(a.emails) > 0
                          AND (m.role = ANY(:roles) OR :creators = 'TOLD' AND it.creator)
                          AND NOT (:creators = 'LEFT_OUT' AND it.creator)
                        ORDER BY 1
                        """)
                .param("project", place.project())
                .param("issue", place.issue())
                .param("roles", audience.roles().stream().map(Enum::name).toArray(String[]::new))
                .param("creators", audience.creators().name())
                .query(String.class)
                .list();
    }
}
