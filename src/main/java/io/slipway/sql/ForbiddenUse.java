package io.slipway.sql;

/** What a migration must not do, because it would take Slipway's own footing away or cannot be run as a migration. */
public enum ForbiddenUse {
    /** It names the schema of Slipway's ledger, here or in code that it carries. */
    SLIPWAY_SCHEMA,
    /** DISCARD would drop the session's locks and settings. */
    DISCARD,
    /** pg_advisory_unlock_all would drop the lock that keeps others out. */
    ADVISORY_UNLOCK_ALL,
    /** SET ROLE or RESET ROLE, also through set_config. */
    SET_ROLE,
    /** SET SESSION AUTHORIZATION or its RESET, also through set_config. */
    SET_SESSION_AUTHORIZATION,
    /** COPY … FROM STDIN has no data in a script. */
    COPY_FROM_STDIN,
    /** COPY … TO STDOUT has nobody to write to. */
    COPY_TO_STDOUT,
    /** COPY … PROGRAM runs a command on the server. */
    COPY_PROGRAM,
    /** COPY from or to a file of the server. */
    COPY_FILE
}
