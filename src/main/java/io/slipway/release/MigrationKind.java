package io.slipway.release;

/** When a migration file is applied. */
public enum MigrationKind {
    /** Once, in the order of its track's versions. */
    VERSIONED,
    /** After the versioned ones, each time its text has changed. */
    REPEATABLE,
    /** Never by a rollout: it only says how a version could be taken back. */
    UNDO,
    /** Once, outside any order: SQL typed into an issue. */
    ONE_OFF
}
