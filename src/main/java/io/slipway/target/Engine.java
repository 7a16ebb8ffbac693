package io.slipway.target;

/** What kind of server a target lives on, as far as it is talked to in another way. */
public enum Engine {
    POSTGRESQL,
    /** MariaDB or MySQL. */
    MARIADB
}
