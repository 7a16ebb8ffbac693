package io.slipway.sql;

/**
 * A comment between the statements of a script.
 *
 * @param text what stands between its marks, without the blanks around it
 * @param start where its mark begins, in characters from 0
 * @param line where its mark begins, from 1
 */
public record Comment(String text, int start, int line) {}
