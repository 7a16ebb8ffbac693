package io.slipway.sql;

/** How a statement gets on with transactions; the rule is PostgreSQL's, as its source decides by PreventInTransactionBlock. */
public enum Transactionality {
    /** It runs in a transaction block together with others. */
    TRANSACTIONAL,
    /** It runs in a transaction block, but what it adds cannot be used before that block has committed: a new enum label. */
    COMMIT_BEFORE_USE,
    /** PostgreSQL refuses it in a transaction block. */
    NON_TRANSACTIONAL,
    /** It begins, ends or divides transaction blocks itself. */
    CONTROL
}
