package io.slipway.sql.parser;

/** The module's longjmp: PostgreSQL leaves the parser for its error handler; it carries nothing and never escapes a call. */
final class LongJump extends RuntimeException {

    static final LongJump INSTANCE = new LongJump();

    private LongJump() {
        super("longjmp", null, false, false);
    }
}
