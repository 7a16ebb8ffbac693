package io.slipway.sql;

/** Why a statement is not run on a scratch server: it reaches beyond the one database. */
public enum NotSimulated {
    ROLE,
    DATABASE,
    TABLESPACE,
    ALTER_SYSTEM,
    COPY_PROGRAM,
    /** COPY from or to a file of the server. */
    COPY_FILE,
    /** A function of the extension dblink connects elsewhere. */
    DBLINK,
    /** Foreign data wrappers, servers, user mappings and imports. */
    FOREIGN_SERVER,
    SUBSCRIPTION
}
