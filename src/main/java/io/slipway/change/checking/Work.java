package io.slipway.change.checking;

/**
 * How much there is to do on a target.
 *
 * @param affectedRows at most; -1: unknown
 * @param tableSize of the largest table that is changed, in bytes; -1: unknown
 */
public record Work(long affectedRows, long tableSize) {

    static final Work UNKNOWN = new Work(-1, -1);
}
