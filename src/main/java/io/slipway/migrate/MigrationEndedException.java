package io.slipway.migrate;

import io.slipway.failure.OutcomeException;
import io.slipway.migrate.MigrationResult.Canceled;
import io.slipway.migrate.MigrationResult.Failed;
import io.slipway.migrate.MigrationResult.Place;
import io.slipway.migrate.MigrationResult.Unknown;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Ends an attempt before its last file; becomes its {@link MigrationResult}. */
public final class MigrationEndedException extends OutcomeException {

    private final transient Function<List<FileToRun>, MigrationResult> result;

    private MigrationEndedException(
            String code, String message, String help, Function<List<FileToRun>, MigrationResult> result) {
        super(code, message, help);
        this.result = result;
    }

    /** Nothing of the present segment took effect. */
    public static MigrationEndedException failed(
            String code, String message, String help, @Nullable Place place, @Nullable String sqlState) {
        return new MigrationEndedException(
                code, message, help, applied -> new Failed(code, message + " " + help, place, sqlState, applied));
    }

    public static MigrationEndedException failed(String code, String message, String help) {
        return failed(code, message, help, null, null);
    }

    /** It was asked to stop, and nothing of ours is at work any more. */
    public static MigrationEndedException stopped() {
        return new MigrationEndedException(
                "migration-canceled", "The migration was asked to stop.", "Edit or run it again.", Canceled::new);
    }

    /** Nobody but a person can tell whether the present segment took effect. */
    public static MigrationEndedException unknown(String code, String message, List<String> facts) {
        var help = "Look at the target, then resolve the task as done or failed.";
        return new MigrationEndedException(
                code, message, help, applied -> new Unknown(code, message + " " + help, facts, applied));
    }

    /** Return the result that it becomes, with the files that were applied before it. */
    public MigrationResult result(List<FileToRun> applied) {
        return result.apply(applied);
    }
}
