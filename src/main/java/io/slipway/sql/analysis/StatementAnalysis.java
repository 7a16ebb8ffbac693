package io.slipway.sql.analysis;

import io.slipway.sql.Destruction;
import io.slipway.sql.ForbiddenUse;
import io.slipway.sql.LockWait;
import io.slipway.sql.Node;
import io.slipway.sql.NotSimulated;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.Statement.TimeLimit;
import io.slipway.sql.StatementDetail;
import io.slipway.sql.StatementKind;
import io.slipway.sql.Transactionality;
import io.slipway.sql.parser.Token;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Gathers all facts of one statement. */
public final class StatementAnalysis {

    private final Node statement;
    private final List<Node> nodes;
    private final CodeReader reader;
    private final CodeFacts code;

    /**
     * Analyse a statement.
     *
     * @param statement the root of its tree
     * @param scanner PostgreSQL's scanner, for code that the statement carries as text
     * @param ledger the name of the ledger's schema, in lower case
     */
    public StatementAnalysis(Node statement, Function<String, Optional<List<Token>>> scanner, String ledger) {
        this.statement = statement;
        this.nodes = statement.descendants();
        this.reader = new CodeReader(scanner, ledger);
        this.code = readCode();
    }

    private CodeFacts readCode() {
        return nodes.stream()
                .filter(node -> node.is("DoStmt") || node.is("CreateFunctionStmt"))
                .flatMap(node ->
                        Options.find(node.is("DoStmt") ? node.nodes("args") : node.nodes("options"), "as").stream())
                .flatMap(body -> Names.parts(body.node("arg")).stream())
                .map(reader::read)
                .reduce(CodeFacts.NONE, CodeFacts::and);
    }

    public StatementKind kind() {
        return Kinds.of(statement);
    }

    public Transactionality transactionality() {
        return Transactions.of(statement, code);
    }

    public LockWait lockWait() {
        return Transactions.lockWait(statement);
    }

    public List<ObjectReference> references() {
        return References.of(nodes);
    }

    public List<Destruction> destructions() {
        return Destructions.of(statement);
    }

    public Set<ForbiddenUse> forbidden() {
        return ForbiddenUses.of(nodes, code, reader);
    }

    public Set<NotSimulated> notSimulated() {
        return Unsimulated.of(nodes);
    }

    public Set<TimeLimit> timeLimits() {
        return TimeLimits.of(statement, nodes, code);
    }

    public List<StatementDetail> details() {
        return Details.of(statement);
    }
}
