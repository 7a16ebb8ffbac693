package io.slipway.sql;

import io.slipway.sql.SqlNotParsedException.Reason;
import io.slipway.sql.analysis.StatementAnalysis;
import io.slipway.sql.parser.ParseAnswer;
import io.slipway.sql.parser.ParserPool;
import io.slipway.sql.parser.TreeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads scripts with PostgreSQL's own grammar; any number of threads may ask at once. */
@Component
public final class SqlParser implements AutoCloseable {

    /** The largest script, in bytes of UTF-8. */
    public static final int MAXIMUM_BYTES = 2 << 20;

    /** The longest that the grammar may take. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The schema of the ledger, unless another one is configured. */
    private static final String LEDGER = "slipway";

    private final ParserPool pool;
    private final String ledger;

    public SqlParser() {
        this(LEDGER);
    }

    /**
     * Read scripts that must not name the ledger.
     *
     * @param ledger the name of its schema, in lower case
     */
    @Autowired
    public SqlParser(@Value("${slipway.migration.ledger-schema:" + LEDGER + "}") String ledger) {
        this(new ParserPool(TIMEOUT), ledger);
    }

    SqlParser(ParserPool pool) {
        this(pool, LEDGER);
    }

    private SqlParser(ParserPool pool, String ledger) {
        this.pool = pool;
        this.ledger = ledger;
    }

    /**
     * Read a script.
     *
     * @throws SqlSyntaxException if the grammar refuses it
     * @throws SqlNotParsedException if the grammar is not asked, or cannot answer
     */
    public Script parse(String sql) {
        if (sql.length() > MAXIMUM_BYTES) {
            throw new SqlNotParsedException(Reason.TOO_LARGE);
        }
        ScriptText script = new ScriptText(sql);
        if (script.bytes().length > MAXIMUM_BYTES) {
            throw new SqlNotParsedException(Reason.TOO_LARGE);
        }
        return switch (pool.parse(script.bytes())) {
            case ParseAnswer.Tree tree -> script(script, TreeReader.read(tree.json()));
            case ParseAnswer.Refusal refusal -> throw SyntaxErrors.of(script, refusal);
        };
    }

    private Script script(ScriptText script, Node root) {
        List<Statement> statements = new ArrayList<>();
        CommentReader comments = new CommentReader(script);
        int reached = script.beginning();
        for (Node raw : root.nodes("stmts")) {
            Statement statement = statement(script, raw, statements.size());
            comments.read(reached, statement.start());
            statements.add(statement);
            reached = statement.end();
        }
        comments.read(reached, script.text().length());
        return new Script(statements, comments.comments());
    }

    private Statement statement(ScriptText script, Node raw, int position) {
        int first = (int) raw.number("stmt_location");
        int length = (int) raw.number("stmt_len");
        int start = script.offsetOfByte(first);
        int behind = script.offsetOfByte(length == 0 ? script.bytes().length : first + length);
        String text = TrailingComments.cut(script.text().substring(start, behind));
        StatementAnalysis facts = new StatementAnalysis(raw.node("stmt"), pool::scan, ledger);
        return new Statement(
                position,
                start,
                start + text.length(),
                script.line(start),
                text,
                facts.kind(),
                facts.transactionality(),
                facts.lockWait(),
                facts.references(),
                facts.destructions(),
                facts.forbidden(),
                facts.notSimulated(),
                facts.timeLimits(),
                facts.details(),
                raw.node("stmt"));
    }

    @Override
    public void close() {
        pool.close();
    }
}
