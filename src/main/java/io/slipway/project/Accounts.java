package io.slipway.project;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.ListCrudRepository;

/** The accounts that Slipway knows. */
public interface Accounts extends ListCrudRepository<Account, Long> {

    @Query("""
            SELECT *
            FROM account
            WHERE name = :name
            """)
    Optional<Account> byName(String name);

    @Query("""
            SELECT a.*
            FROM account a
            JOIN member m ON m.account = a.id
            WHERE m.project = :project
              AND m.role = :role
            ORDER BY a.name
            """)
    List<Account> havingRole(long project, String role);

    @Query("""
            SELECT DISTINCT project
            FROM member
            WHERE account = :account
            ORDER BY project
            """)
    List<Long> projectsOf(long account);
}
