package io.slipway.check;

/** What kinds of statements are pending, as far as the approval policy tells them apart. */
public enum StatementClass {
    /** It changes what the database is made of, or who may do what. */
    DDL,
    /** It changes rows. */
    DML,
    /** It can lose something for good. */
    DESTRUCTIVE,
    /** It reads, runs code that cannot be seen through, maintains, or reaches beyond the database. */
    OTHER
}
