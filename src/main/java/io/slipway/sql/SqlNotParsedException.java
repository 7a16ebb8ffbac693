package io.slipway.sql;

import io.slipway.failure.OutcomeException;

/** A script that PostgreSQL's parser was not asked about, or gave no answer to, because of what it is like rather than what it says. */
public final class SqlNotParsedException extends OutcomeException {

    /** What stands in the way; each is a code of its own. */
    public enum Reason {
        /** The script is larger than the limit. */
        TOO_LARGE(
                "sql-too-large",
                "The script is larger than " + SqlParser.MAXIMUM_BYTES / (1 << 20) + " MB.",
                "Split it into several files."),
        /** A single statement is larger than the limit. */
        STATEMENT_TOO_LARGE(
                "sql-statement-too-large",
                "A statement of the script is larger than " + SqlParser.MAXIMUM_BYTES / (1 << 20) + " MB.",
                "Split it, such as one INSERT into several, or load the data by a job of its own."),
        /** PostgreSQL would take the script to end there, so that the rest would not be reviewed. */
        CONTAINS_NUL(
                "sql-contains-nul",
                "The script contains the character U+0000, at which PostgreSQL stops reading.",
                "Save the file as UTF-8 without it."),
        /** Half of a surrogate pair has no form in UTF-8. */
        INVALID_CHARACTER(
                "sql-invalid-character",
                "The script contains half of a character (an unpaired surrogate), which cannot be sent to PostgreSQL.",
                "Save the file as UTF-8 again."),
        /** The parser ran out of stack, or PostgreSQL out of the memory it gives to nesting. */
        NESTED_TOO_DEEPLY(
                "sql-nested-too-deeply",
                "The script nests expressions or queries too deeply for PostgreSQL's parser.",
                "Write long chains of operators or UNIONs as lists, VALUES or several statements."),
        /** The parser ran out of memory or broke down. */
        TOO_COMPLEX(
                "sql-too-complex",
                "The script needs more memory than PostgreSQL's parser is given here.",
                "Split it into several files."),
        /** The parser took too long. */
        TIMED_OUT(
                "sql-parse-timeout",
                "PostgreSQL's parser did not finish the script within " + SqlParser.TIMEOUT.toSeconds() + " s.",
                "Split it into several files."),
        /** The thread that asked was told to stop. */
        INTERRUPTED("sql-parse-interrupted", "Reading the script was interrupted.", "Try again.");

        private final String code;
        private final String message;
        private final String help;

        Reason(String code, String message, String help) {
            this.code = code;
            this.message = message;
            this.help = help;
        }
    }

    private final Reason reason;

    public SqlNotParsedException(Reason reason) {
        super(reason.code, reason.message, reason.help);
        this.reason = reason;
    }

    public SqlNotParsedException(Reason reason, Throwable cause) {
        super(reason.code, reason.message, reason.help, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
