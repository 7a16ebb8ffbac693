package io.slipway.mariadb.script;

import io.slipway.sql.Destruction;
import io.slipway.sql.LockWait;
import io.slipway.sql.Node;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.Statement;
import io.slipway.sql.StatementKind;
import io.slipway.sql.Transactionality;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.modulith.NamedInterface;

/**
 * One statement of a file.
 *
 * @param position in the file, from 1
 * @param text as written, without what is around it
 * @param subjects what a definition defines, changes or removes
 * @param names all names in it, in lower case
 */
@NamedInterface("script")
public record MariaDbStatement(
        int position,
        int start,
        int end,
        int line,
        String text,
        Nature nature,
        StatementKind kind,
        List<Subject> subjects,
        List<ObjectReference> references,
        List<Destruction> destructions,
        Set<String> names) {

    public MariaDbStatement {
        subjects = List.copyOf(subjects);
        references = List.copyOf(references);
        destructions = List.copyOf(destructions);
        names = Set.copyOf(names);
    }

    /** What becomes of a statement. */
    @NamedInterface("script")
    public enum Nature {
        /** It commits by itself, and the definitions of its subjects tell whether it ran. */
        DEFINITION,
        /** It commits by itself, and what it does shows in no definition: only a person can tell whether it ran. */
        BLIND_DEFINITION,
        /** It commits by itself; repeated, it does nothing more. */
        REPEATABLE,
        /** It is part of a transaction. */
        ROWS,
        /** It changes the session alone. */
        SESSION;

        /** Tell whether it ends the transaction it stands in. */
        public boolean commits() {
            return this == DEFINITION || this == BLIND_DEFINITION || this == REPEATABLE;
        }
    }

    /** Return the names in a text, in lower case: in a statement, or in the body of a view or routine. */
    public static Set<String> namesIn(String sql) {
        return Lexer.read(sql).pieces().stream()
                .flatMap(piece -> names(piece.tokens()).stream())
                .collect(Collectors.toSet());
    }

    static Set<String> names(List<Token> tokens) {
        return tokens.stream()
                .filter(Token::isName)
                .map(token -> token.text().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** Return it as the checks know statements. */
    public Statement forChecks() {
        return new Statement(
                position - 1,
                start,
                end,
                line,
                text,
                kind,
                nature.commits() ? Transactionality.NON_TRANSACTIONAL : Transactionality.TRANSACTIONAL,
                LockWait.SHORT,
                references,
                destructions,
                Set.of(),
                Set.of(),
                Set.of(),
                List.of(),
                Node.NONE);
    }
}
