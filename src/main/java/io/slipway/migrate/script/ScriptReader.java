package io.slipway.migrate.script;

import io.slipway.migrate.script.FileStatement.Nature;
import io.slipway.migrate.script.FileStatement.Wait;
import io.slipway.sql.LockWait;
import io.slipway.sql.Script;
import io.slipway.sql.SqlNotParsedException;
import io.slipway.sql.SqlParser;
import io.slipway.sql.SqlSyntaxException;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementDetail.IndexCreation;
import io.slipway.sql.StatementDetail.RowChange;
import io.slipway.sql.StatementKind;
import io.slipway.sql.StatementKind.Group;
import java.util.List;
import java.util.Locale;
import org.springframework.modulith.NamedInterface;

/** Reads files into segments and refuses, before anything runs, what cannot be run as a migration. */
@NamedInterface("script")
public final class ScriptReader {

    private final SqlParser parser;

    public ScriptReader(SqlParser parser) {
        this.parser = parser;
    }

    /** Return the segments of a text that is known by its path. */
    public List<Segment> read(String path, String text) {
        return read(path, text, () -> {});
    }

    /**
     * Return the segments likewise.
     *
     * @param between called now and then while a large text is read, which takes minutes
     */
    public List<Segment> read(String path, String text, Runnable between) {
        try {
            return Segments.of(path, parser.read(text, (script, statement) -> read(path, script, statement), between));
        } catch (SqlSyntaxException e) {
            throw new ScriptRefusedException(
                    e.code(), "'%s' is not PostgreSQL: %s".formatted(path, e.getMessage()), e.help(), 0, e.line());
        } catch (SqlNotParsedException e) {
            throw new ScriptRefusedException(
                    e.code(), "'%s' cannot be read: %s".formatted(path, e.getMessage()), e.help(), 0, 0);
        }
    }

    private static FileStatement read(String path, Script script, Statement statement) {
        for (var use : statement.forbidden()) {
            throw refused(
                    path, statement, "forbidden-statement", "does what no migration may (%s)".formatted(words(use)));
        }
        return new FileStatement(
                statement.position() + 1,
                statement.start(),
                statement.end(),
                statement.line(),
                statement.text(),
                nature(path, statement),
                wait(statement),
                setsSession(statement),
                statement.timeLimits(),
                Effect.of(statement),
                script.asksForBackup(statement) ? backup(path, statement) : null);
    }

    private static RowChange backup(String path, Statement statement) {
        return statement
                .detail(RowChange.class)
                .orElseThrow(() -> ScriptRefusedException.at(
                        path,
                        statement.position() + 1,
                        statement.line(),
                        "misplaced-backup",
                        "is asked to keep rows and is no UPDATE or DELETE of one table's rows",
                        "Put '-- slipway: backup' right above an UPDATE or DELETE, or take it out."));
    }

    private static Nature nature(String path, Statement statement) {
        return switch (statement.transactionality()) {
            case TRANSACTIONAL -> Nature.TRANSACTIONAL;
            case COMMIT_BEFORE_USE -> Nature.COMMITTED_ALONE;
            case NON_TRANSACTIONAL -> inPlace(path, statement);
            case CONTROL -> control(path, statement);
        };
    }

    private static Nature inPlace(String path, Statement statement) {
        if (statement.kind().group() == Group.CODE) {
            throw ScriptRefusedException.at(
                    path,
                    statement.position() + 1,
                    statement.line(),
                    "transaction-ended-inside",
                    "ends a transaction inside its code, which would part it from its record",
                    "Take COMMIT and ROLLBACK out of the code and split the work over statements of the file.");
        }
        if (statement
                .detail(IndexCreation.class)
                .filter(index -> index.index().isEmpty())
                .isPresent()) {
            throw ScriptRefusedException.at(
                    path,
                    statement.position() + 1,
                    statement.line(),
                    "unnamed-concurrent-index",
                    "creates an index without a name, which cannot be looked up should the connection break",
                    "Give the index a name.");
        }
        return Nature.IN_PLACE;
    }

    private static Nature control(String path, Statement statement) {
        var tree = statement.tree();
        return switch (statement.kind()) {
            case SAVEPOINT -> Nature.TRANSACTIONAL;
            case BEGIN -> {
                if (!tree.nodes("options").isEmpty()) {
                    throw refused(path, statement, "transaction-options", "sets options of a transaction that is ours");
                }
                yield Nature.BEGIN;
            }
            case COMMIT -> {
                if (tree.flag("chain")) {
                    throw refused(path, statement, "transaction-options", "commits with AND CHAIN");
                }
                yield Nature.COMMIT;
            }
            case ROLLBACK -> {
                if (!tree.text("kind").equals("TRANS_STMT_ROLLBACK_TO")) {
                    throw refused(path, statement, "rollback-in-file", "rolls back what the file did");
                }
                yield Nature.TRANSACTIONAL;
            }
            default -> throw refused(path, statement, "transaction-control", "takes the transaction out of our hands");
        };
    }

    private static Wait wait(Statement statement) {
        if (statement.lockWait() == LockWait.LONG_WAIT || statement.kind() == StatementKind.VACUUM) {
            return Wait.LONG;
        }
        var group = statement.kind().group();
        var onRows = group == Group.DATA && statement.kind() != StatementKind.TRUNCATE;
        return onRows || group == Group.QUERY || group == Group.CODE ? Wait.ROWS : Wait.SHORT;
    }

    /** SET LOCAL and SET TRANSACTION end with their transaction; SET and RESET reach into later segments. */
    private static boolean setsSession(Statement statement) {
        var group = statement.kind() == StatementKind.SET || statement.kind() == StatementKind.RESET;
        return group && !statement.tree().flag("is_local");
    }

    private static String words(Enum<?> use) {
        return use.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static ScriptRefusedException refused(String path, Statement statement, String code, String what) {
        return ScriptRefusedException.at(
                path, statement.position() + 1, statement.line(), code, what, "Take it out of the file.");
    }
}
