package io.slipway.sql;

import io.slipway.failure.OutcomeException;

/** PostgreSQL's grammar refuses a script; one error refuses all of it. */
public final class SqlSyntaxException extends OutcomeException {

    private static final String CODE = "sql-syntax";

    private final String postgresMessage;
    private final int offset;
    private final int line;
    private final int column;

    SqlSyntaxException(String postgresMessage, Place place, String help) {
        super(CODE, "Line " + place.line() + ", column " + place.column() + ": " + postgresMessage + ".", help);
        this.postgresMessage = postgresMessage;
        this.offset = place.offset();
        this.line = place.line();
        this.column = place.column();
    }

    /** Return the error of a part of a script with the place that it has in the whole. */
    SqlSyntaxException movedTo(Origin origin) {
        return new SqlSyntaxException(
                postgresMessage, new Place(offset + origin.offset(), line + origin.lines(), column), help());
    }

    /** Return what PostgreSQL says, unchanged. */
    public String postgresMessage() {
        return postgresMessage;
    }

    /** Return the place in the script in characters, from 0. */
    public int offset() {
        return offset;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }
}
