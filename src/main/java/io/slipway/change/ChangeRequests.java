package io.slipway.change;

import io.slipway.project.Account;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was submitted to processes that somebody started in Tasklist or by plain REST, until an issue is opened from it. */
@Component
class ChangeRequests {

    /**
     * A submitted change.
     *
     * @param ask the question to the person who is to confirm it, or null before it was asked
     * @param account who opens it, or null while nobody is known to
     * @param issue the issue opened from it, or null
     */
    record ChangeRequest(
            long id,
            String submitted,
            @Nullable UUID ask,
            String problem,
            boolean withdrawn,
            @Nullable Long account,
            @Nullable Long issue) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ChangeRequests(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** Return what was submitted to a process instance, keeping it at the first call. */
    ChangeRequest keep(long processInstance, Map<String, ?> submitted) {
        jdbc.sql("""
                INSERT INTO change_request (process_instance_key, submitted, created_at)
                VALUES (:key, CAST(:submitted AS jsonb), :now)
                ON CONFLICT DO NOTHING
                """)
                .param("key", processInstance)
                .param("submitted", json.writeValueAsString(submitted))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return find(processInstance).orElseThrow();
    }

    Optional<ChangeRequest> find(long processInstance) {
        return jdbc.sql("""
                        SELECT id, CAST(submitted AS text) AS submitted, ask, problem, withdrawn, account, issue
                        FROM change_request
                        WHERE process_instance_key = :key
                        """)
                .param("key", processInstance)
                .query(ChangeRequest.class)
                .optional();
    }

    /** Return what another process was started with, if it is the same. */
    Optional<ChangeRequest> sameAs(ChangeRequest request, long otherProcess) {
        return find(otherProcess).filter(other -> fields(other).equals(fields(request)));
    }

    Map<String, Object> fields(ChangeRequest request) {
        return json.readValue(request.submitted(), new TypeReference<>() {});
    }

    /** Mint the id of the next question to whoever is to confirm the request. */
    UUID ask(ChangeRequest request, String problem) {
        UUID ask = UUID.randomUUID();
        jdbc.sql("UPDATE change_request SET ask = :ask, problem = :problem, account = NULL WHERE id = :id")
                .param("ask", ask)
                .param("problem", problem)
                .param("id", request.id())
                .update();
        return ask;
    }

    /** Record who opens it and with which corrections; an answer to another question changes nothing. */
    void confirm(UUID ask, Account account, Map<String, ?> corrected) {
        jdbc.sql("""
                UPDATE change_request
                SET account = :account, submitted = CAST(:submitted AS jsonb), ask = NULL
                WHERE ask = :ask
                """)
                .param("account", account.id())
                .param("submitted", json.writeValueAsString(corrected))
                .param("ask", ask)
                .update();
    }

    void withdraw(UUID ask) {
        jdbc.sql("UPDATE change_request SET withdrawn = true, ask = NULL WHERE ask = :ask")
                .param("ask", ask)
                .update();
    }

    /** Keep why an answer was refused; the question is asked again. */
    void refuse(UUID ask, String problem) {
        jdbc.sql("UPDATE change_request SET problem = :problem, ask = NULL WHERE ask = :ask")
                .param("problem", problem)
                .param("ask", ask)
                .update();
    }

    void known(ChangeRequest request, Account account) {
        jdbc.sql("UPDATE change_request SET account = :account WHERE id = :id")
                .param("account", account.id())
                .param("id", request.id())
                .update();
    }

    void opened(ChangeRequest request, long issue) {
        jdbc.sql("UPDATE change_request SET issue = :issue WHERE id = :id")
                .param("issue", issue)
                .param("id", request.id())
                .update();
    }
}
