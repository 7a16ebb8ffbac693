package io.slipway.check.simulation;

import io.slipway.sql.Statement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Why a statement did not run on the copy. */
record Failure(Kind kind, int line, String message, String hint) {

    /** Whose fault it is. */
    enum Kind {
        /** The statement's: it would fail on the target too. */
        STATEMENT,
        /** Nobody's: it took longer than it may. */
        TIMEOUT,
        /** The scratch server's: it is full, gone or shutting down. */
        SERVER
    }

    private static final String QUERY_CANCELED = "57014";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String PRIVILEGE_HELP =
            "The statement ran as a role without privileges; if it needs more, read it with care before overriding this.";

    static Failure of(Statement statement, SQLException e) {
        var said = e instanceof PSQLException failure ? failure.getServerErrorMessage() : null;
        return new Failure(kind(e), line(statement, said), message(e, said), hint(e, said));
    }

    private static Kind kind(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.equals(QUERY_CANCELED)) {
            return Kind.TIMEOUT;
        }
        boolean server = state.isEmpty()
                || state.startsWith("08")
                || state.startsWith("53")
                || state.startsWith("57P")
                || state.startsWith("58")
                || state.startsWith("XX");
        return server ? Kind.SERVER : Kind.STATEMENT;
    }

    /** Return the line to which PostgreSQL points, or else the statement's first. */
    private static int line(Statement statement, @Nullable ServerErrorMessage said) {
        int position = said == null ? 0 : said.getPosition();
        String text = statement.text();
        if (position <= 1 || position > text.codePointCount(0, text.length())) {
            return statement.line();
        }
        String before = text.substring(0, text.offsetByCodePoints(0, position - 1));
        return statement.line()
                + Math.toIntExact(before.chars().filter(c -> c == '\n').count());
    }

    private static String message(SQLException e, @Nullable ServerErrorMessage said) {
        if (said == null || said.getMessage() == null) {
            return e.getMessage() == null ? "no message" : e.getMessage();
        }
        String detail = said.getDetail() == null ? "" : " (%s)".formatted(withoutFullStop(said.getDetail()));
        return withoutFullStop(said.getMessage()) + detail;
    }

    private static String hint(SQLException e, @Nullable ServerErrorMessage said) {
        if (INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
            return PRIVILEGE_HELP;
        }
        return said == null || said.getHint() == null ? "" : said.getHint();
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
