package io.slipway.sql;

import io.slipway.sql.SqlNotParsedException.Reason;
import io.slipway.sql.analysis.StatementAnalysis;
import io.slipway.sql.parser.ParseAnswer;
import io.slipway.sql.parser.ParserPool;
import io.slipway.sql.parser.TreeReader;
import io.slipway.sql.text.Comments;
import io.slipway.sql.text.StatementEnds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Reads scripts with PostgreSQL's own grammar; any number of threads may ask at once. */
@Component
public final class SqlParser implements AutoCloseable {

    /** The largest script that is read at once, and so reviewed, in bytes of UTF-8; also the largest statement. */
    public static final int MAXIMUM_BYTES = 2 << 20;

    /** How much of a larger script is read at once, if its statements allow: time and memory of the grammar grow with it. */
    private static final int CHUNK = 256 << 10;

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
        return parse(sql, Reason.TOO_LARGE);
    }

    /**
     * Read a script of any size statement by statement; of a large one only a part is held as a tree at any time.
     *
     * @param reader takes a statement with the part of the script in which it stands
     * @param between called before each part but the first; one takes less than half a minute
     * @throws SqlSyntaxException if the grammar refuses it
     * @throws SqlNotParsedException as {@link #parse}, or if a single statement is larger than {@link #MAXIMUM_BYTES}
     */
    public <T> List<T> read(String sql, BiFunction<Script, Statement, T> reader, Runnable between) {
        List<T> all = new ArrayList<>();
        if (sql.length() <= CHUNK) {
            add(parse(sql), reader, all);
            return all;
        }
        StatementEnds ends = new StatementEnds(sql);
        Origin origin = Origin.START;
        while (origin.offset() < sql.length()) {
            if (origin.offset() > 0) {
                between.run();
            }
            String part = readPart(sql, origin, ends, script -> add(script, reader, all));
            origin = new Origin(
                    origin.offset() + part.length(),
                    origin.lines()
                            + Math.toIntExact(
                                    part.chars().filter(c -> c == '\n').count()),
                    all.size());
        }
        return all;
    }

    private static <T> void add(Script script, BiFunction<Script, Statement, T> reader, List<T> all) {
        script.statements().forEach(statement -> all.add(reader.apply(script, statement)));
    }

    /** What the grammar accepts as a whole is cut between statements; where it refuses, the cut may be in one, and a later one is tried. */
    private String readPart(String sql, Origin origin, StatementEnds ends, Consumer<Script> reader) {
        for (int size = CHUNK; ; size *= 2) {
            int end = ends.next(Math.min(origin.offset() + size, sql.length()));
            if (end - origin.offset() > MAXIMUM_BYTES && ends.before() > origin.offset()) {
                end = ends.before();
            }
            String part = sql.substring(origin.offset(), end);
            try {
                reader.accept(parse(part, Reason.STATEMENT_TOO_LARGE).movedTo(origin));
                return part;
            } catch (SqlSyntaxException e) {
                if (end == sql.length() || 2 * size > MAXIMUM_BYTES) {
                    throw e.movedTo(origin);
                }
            }
        }
    }

    private Script parse(String sql, Reason tooLarge) {
        if (sql.length() > MAXIMUM_BYTES) {
            throw new SqlNotParsedException(tooLarge);
        }
        ScriptText script = new ScriptText(sql);
        if (script.bytes().length > MAXIMUM_BYTES) {
            throw new SqlNotParsedException(tooLarge);
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
        String text = Comments.withoutTrailing(script.text().substring(start, behind));
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
