package io.slipway.migrate.script;

import io.slipway.sql.Statement.TimeLimit;
import io.slipway.sql.StatementDetail.RowChange;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;

/**
 * One statement of a file with what the executor must know of it.
 *
 * @param backup the change whose rows are kept before it takes effect, or null
 */
@NamedInterface("script")
public record FileStatement(
        int position,
        int start,
        int end,
        int line,
        String text,
        Nature nature,
        Wait patience,
        boolean setsSession,
        Set<TimeLimit> timeLimits,
        @Nullable Effect effect,
        @Nullable RowChange backup) {

    public FileStatement {
        timeLimits = Set.copyOf(timeLimits);
    }

    /** How a statement relates to transactions. */
    public enum Nature {
        /** May share a transaction with its neighbours. */
        TRANSACTIONAL,
        /** Must be committed before what follows may use it. */
        COMMITTED_ALONE,
        /** Must not run in a transaction. */
        IN_PLACE,
        /** Opens a block; not executed. */
        BEGIN,
        /** Closes a block; not executed. */
        COMMIT
    }

    /** For how long a statement may wait for its locks. */
    public enum Wait {
        /** Others queue behind it while it waits. */
        SHORT,
        /** It waits for rows, within the budget. */
        ROWS,
        /** Nobody queues behind it. */
        LONG
    }
}
