package io.slipway.migrate;

/**
 * What a migration tells, and asks, while it runs; calls come from more than one thread.
 *
 * <p>They come while locks are held in the target: return quickly.
 */
public interface Progress {

    /** A statement ended, well or badly; a transaction that fails later takes it back all the same. */
    void statementFinished(StatementLog log);

    /** Tell whether the migration shall stop at the next possible moment. */
    boolean stopRequested();

    /**
     * The migration is alive: it runs a statement or waits for its turn.
     *
     * @param doing how far it is, in words; empty before the first statement
     */
    void heartbeat(String doing);
}
