package io.slipway.mariadb.ledger;

/**
 * A connection of an attempt, so that whoever comes later can see to it that it is gone.
 *
 * @param lockName a lock that the connection holds for as long as it lives, and nobody else ever
 * @param login the account that the server took its user for
 * @param age in seconds, by the server's clock
 */
public record SessionRow(long id, String lockName, long epoch, long connectionId, String login, double age) {}
