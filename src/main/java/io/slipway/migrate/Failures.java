package io.slipway.migrate;

import io.slipway.migrate.MigrationResult.Place;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** Says what the server refused, where, and what to do about it; knows what PostgreSQL's error codes mean for going on. */
final class Failures {

    private static final String LOCK_NOT_AVAILABLE = "55P03";
    private static final String CANCELED = "57014";
    private static final String INVALID_TERMINATION = "2D000";

    private static final Set<String> SERVER_GOES = Set.of("57P01", "57P02", "57P03", "57P05", "25P03", "25P04");
    private static final Set<String> PASSING = Set.of(LOCK_NOT_AVAILABLE, "40P01", "40001");

    private final Work work;
    private final FileToRun file;

    Failures(Work work, FileToRun file) {
        this.work = work;
        this.file = file;
    }

    /** Return how the attempt ends after a refusal that a living server answered with. */
    MigrationEndedException of(SQLException e, @Nullable Place place) {
        var state = state(e);
        if (state.equals(CANCELED) && work.pulse().stopping()) {
            return MigrationEndedException.stopped();
        }
        return switch (state) {
            case LOCK_NOT_AVAILABLE ->
                failed(
                        "lock-not-available",
                        "did not get its lock in time",
                        "Find who holds it in pg_locks, then run it again.",
                        place,
                        e);
            case CANCELED -> canceled(e, place);
            case INVALID_TERMINATION ->
                failed(
                        "transaction-ended-inside",
                        "ends a transaction inside a DO block or procedure, which would part it from its record: "
                                + words(e),
                        "Take COMMIT and ROLLBACK out of the code and split the work over statements of the file.",
                        place,
                        e);
            default ->
                failed(
                        "statement-failed",
                        "failed: " + words(e),
                        "Correct the file, or what it meets in the target, then run it again.",
                        place,
                        e);
        };
    }

    private MigrationEndedException canceled(SQLException e, @Nullable Place place) {
        var heldUp = work.pulse().heldUp();
        return heldUp.isPositive()
                ? failed(
                        "queue-too-long",
                        "was cancelled, since another session had waited %d s behind it".formatted(heldUp.toSeconds()),
                        "Run it again at a quieter time, split the file, or raise slipway.migration.queue-limit.",
                        place,
                        e)
                : failed(
                        "statement-timeout",
                        "was cancelled by the server: " + words(e),
                        "Split the statement, or raise statement_timeout in the file.",
                        place,
                        e);
    }

    private MigrationEndedException failed(
            String code, String what, String help, @Nullable Place place, SQLException e) {
        var subject = place == null
                ? "'%s'".formatted(file.path())
                : "Statement %d of '%s' (line %d)".formatted(place.position(), place.path(), place.line());
        return MigrationEndedException.failed(
                code,
                "%s %s on target '%s'.".formatted(subject, what, work.target().name()),
                help,
                place,
                state(e));
    }

    /** Return the error code, empty where there is none. */
    static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    /** Tell whether the connection is gone or about to go. */
    static boolean isLost(SQLException e) {
        var state = state(e);
        return state.isEmpty() || state.startsWith("08") || SERVER_GOES.contains(state);
    }

    /** Tell whether the same transaction may succeed when tried again: locks, deadlocks, serialization. */
    static boolean isPassing(SQLException e) {
        return PASSING.contains(state(e));
    }

    /** Return the server's own words, without the details, which may quote rows. */
    static String words(SQLException e) {
        if (e instanceof PSQLException failure && failure.getServerErrorMessage() != null) {
            return String.valueOf(failure.getServerErrorMessage().getMessage());
        }
        return String.valueOf(e.getMessage());
    }
}
