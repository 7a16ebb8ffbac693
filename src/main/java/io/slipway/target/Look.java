package io.slipway.target;

import io.slipway.failure.TransientException;
import io.slipway.target.Connections.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Looks at what a target is made of as its reader, in a read-only transaction; rows are read by health checks alone. */
public final class Look {

    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(5);

    private final Connections connections;
    private final String ledgerSchema;

    /** The ledger's schema is no part of what is looked at. */
    public Look(Connections connections, String ledgerSchema) {
        this.connections = connections;
        this.ledgerSchema = ledgerSchema;
    }

    /** Return the fingerprint of a target's database, or of its schema where it is one. */
    public String fingerprint(Target target) {
        return in(target, "fingerprint", new Catalogue(ledgerSchema, target.schema())::fingerprint);
    }

    /** Return how large each of some groups of tables is; what there is not counts nothing. */
    public List<TableSizes.Size> sizes(Target target, List<? extends Collection<TableSizes.Name>> groups) {
        return groups.stream().allMatch(Collection::isEmpty)
                ? groups.stream().map(none -> TableSizes.Size.NONE).toList()
                : in(target, "sizes", connection -> TableSizes.of(connection, target.effectiveSearchPath(), groups));
    }

    /** Return how busy a target's server is now. */
    public ServerLoad load(Target target) {
        try (var connection = connections.openBriefly(target, "load", SERVER_PATIENCE)) {
            return asked(connection, ServerLoad::of);
        } catch (SQLException e) {
            throw new NotLookedAtException(target.name(), e);
        }
    }

    /**
     * Ask a target whether something holds, in a transaction that can change nothing.
     *
     * @param sql one statement that answers with one boolean
     * @throws io.slipway.failure.SlipwayException if it can't be reached, or does not answer so in time
     */
    public boolean holds(Target target, String sql, Duration timeout) {
        try (var connection = connections.openBriefly(target, "health check", timeout.plusSeconds(1))) {
            return asked(connection, it -> Assertion.holds(it, sql, timeout));
        } catch (SQLException e) {
            throw new NoAnswerException(target.name(), e);
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T in(Target target, String purpose, Question<T> question) {
        try (var connection = connections.open(target, Login.READER, purpose)) {
            return asked(connection, question);
        } catch (SQLException e) {
            throw new NotLookedAtException(target.name(), e);
        }
    }

    private static <T> T asked(Connection connection, Question<T> question) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        var answer = question.ask(connection);
        connection.rollback();
        return answer;
    }

    /** A target has not said whether something holds. */
    static final class NoAnswerException extends TransientException {

        NoAnswerException(String target, SQLException cause) {
            super(
                    "no-answer",
                    "Target '%s' gave no answer: %s.".formatted(target, cause.getMessage()),
                    "Correct the health check in the configuration, or look after the target.",
                    cause);
        }
    }

    /** The catalogue of a target could not be read now. */
    static final class NotLookedAtException extends TransientException {

        NotLookedAtException(String target, SQLException cause) {
            super(
                    "catalogue-unavailable",
                    "The catalogue of target '%s' cannot be read: %s.".formatted(target, cause.getMessage()),
                    "Run 'slipway doctor' on the target.",
                    cause);
        }
    }
}
