package io.slipway.review;

import io.slipway.failure.RejectedException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives a repeated command its first answer; the command and the record of its answer are one transaction. */
@Component
public class Commands {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Commands(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A command as its caller names it.
     *
     * @param key what the caller calls it; another account's or kind's same key is another command
     * @param digest of everything that was asked
     */
    public record Command(long account, String kind, String key, String digest) {

        private static final int LONGEST_KEY = 200;

        public Command {
            if (key.isBlank() || key.length() > LONGEST_KEY) {
                throw new RejectedException(
                        RejectedException.Reason.INVALID,
                        "idempotency-key-invalid",
                        "The Idempotency-Key has %d characters, not between 1 and %d."
                                .formatted(key.length(), LONGEST_KEY),
                        "Send a random UUID, the same one only to repeat a request.");
            }
        }

        private String id() {
            return account + ":" + kind + ":" + key;
        }
    }

    /** What is kept of a command. */
    private record Kept(String digest, JsonNode answer) {}

    /**
     * Carry a command out, or return the answer that it got the first time.
     *
     * @throws RejectedException if the key stands for another request already
     */
    @Transactional
    public JsonNode once(Command command, Supplier<?> answer) {
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:id, 0))")
                .param("id", command.id())
                .query((row, number) -> number)
                .list();
        Optional<Kept> kept = kept(command);
        if (kept.isEmpty()) {
            return keep(command, json.valueToTree(answer.get()));
        }
        if (!kept.get().digest().equals(command.digest())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "idempotency-key-reused",
                    "The Idempotency-Key '%s' was sent with another request before.".formatted(command.key()),
                    "Send a new key with a new request.");
        }
        return kept.get().answer();
    }

    private Optional<Kept> kept(Command command) {
        return jdbc.sql("SELECT CAST(answer AS text) FROM command WHERE id = :id")
                .param("id", command.id())
                .query(String.class)
                .optional()
                .map(text -> json.readValue(text, Kept.class));
    }

    private JsonNode keep(Command command, JsonNode answer) {
        jdbc.sql("""
                INSERT INTO command (id, kind, account, answer, created_at)
                VALUES (:id, :kind, :account, CAST(:answer AS jsonb), :now)
                """)
                .param("id", command.id())
                .param("kind", command.kind())
                .param("account", command.account())
                .param("answer", json.writeValueAsString(new Kept(command.digest(), answer)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return answer;
    }
}
