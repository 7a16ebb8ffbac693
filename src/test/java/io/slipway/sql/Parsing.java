package io.slipway.sql;

import java.util.List;

/** The one parser that the tests of this module share. */
final class Parsing {

    static final SqlParser PARSER = new SqlParser();

    private Parsing() {}

    static Script script(String sql) {
        return PARSER.parse(sql);
    }

    static Statement statement(String sql) {
        List<Statement> statements = script(sql).statements();
        if (statements.size() != 1) {
            throw new AssertionError(statements.size() + " statements in: " + sql);
        }
        return statements.getFirst();
    }
}
