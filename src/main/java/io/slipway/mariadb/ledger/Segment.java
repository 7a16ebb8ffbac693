package io.slipway.mariadb.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger says of one statement that commits by itself, or of all the rows of a file.
 *
 * @param expectation what is to be known to find out whether it ran, or null where the transaction answers for it
 */
public record Segment(
        int position,
        String sha256,
        boolean done,
        long epoch,
        long connectionId,
        @Nullable String expectation) {}
