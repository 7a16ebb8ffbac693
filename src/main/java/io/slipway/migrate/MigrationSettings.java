package io.slipway.migrate;

import java.time.Duration;

/**
 * How long a migration waits for what.
 *
 * @param lockTimeout how long one try of a DDL statement waits for its lock; longer would queue the application behind it
 * @param lockBudget how long a segment is tried again when its locks are not to be had
 * @param longLockTimeout how long statements wait that block nobody while they do: CONCURRENTLY, VALIDATE, DETACH
 * @param turn how long to wait for another attempt on the same target
 * @param recovery how long to look for what became of a lost connection before a person is asked
 * @param statementTimeout how long one statement may run within a transaction
 * @param idleTimeout how long the server keeps a transaction of ours in which nothing happens
 * @param pulse how often to ask whether to stop
 * @param queueLimit how long another session may wait for locks of an open transaction of ours before that is given up; zero: for ever
 */
public record MigrationSettings(
        Duration lockTimeout,
        Duration lockBudget,
        Duration longLockTimeout,
        Duration turn,
        Duration recovery,
        Duration statementTimeout,
        Duration idleTimeout,
        Duration pulse,
        Duration queueLimit) {

    public static MigrationSettings defaults() {
        return new MigrationSettings(
                Duration.ofMillis(500),
                Duration.ofMinutes(2),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                Duration.ofMillis(250),
                Duration.ofMinutes(1));
    }

    /** Return the same with another limit for those who wait behind a transaction of ours. */
    public MigrationSettings withQueueLimit(Duration limit) {
        return new MigrationSettings(
                lockTimeout, lockBudget, longLockTimeout, turn, recovery, statementTimeout, idleTimeout, pulse, limit);
    }
}
