package io.slipway.sql.parser;

/** What the module answers to a script. */
public sealed interface ParseAnswer {

    /** The parse tree as JSON in UTF-8. */
    record Tree(byte[] json) implements ParseAnswer {}

    /**
     * PostgreSQL refused the script.
     *
     * @param cursor the place of the error in code points from 1, or 0 where PostgreSQL names none
     */
    record Refusal(String message, int cursor) implements ParseAnswer {}
}
