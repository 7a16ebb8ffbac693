package io.slipway.sql;

/**
 * Where a part of a script begins.
 *
 * @param offset in characters from 0
 * @param lines before its first
 * @param statements before its first
 */
record Origin(int offset, int lines, int statements) {

    static final Origin START = new Origin(0, 0, 0);
}
