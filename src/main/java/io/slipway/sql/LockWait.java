package io.slipway.sql;

/** How long a statement may rightly wait for locks. */
public enum LockWait {
    /** It blocks others while it waits in the queue, so it gives up soon and is tried again. */
    SHORT,
    /** It waits for running transactions by design while others go on working, so giving up soon would only waste its work. */
    LONG_WAIT
}
