package io.slipway.sql;

/**
 * A place in a script.
 *
 * @param offset in characters from 0
 * @param line from 1
 * @param column in characters from 1
 */
record Place(int offset, int line, int column) {}
