package io.slipway.sql.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PostgresModuleTest {

    private final PostgresModule module = new PostgresModule();

    private static byte[] bytes(String sql) {
        return sql.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesTheTreeThatPostgresWrites() {
        assertThat(module.parse(bytes("SELECT 'é'")))
                .isInstanceOfSatisfying(
                        ParseAnswer.Tree.class,
                        tree -> assertThat(tree.json())
                                .asString(StandardCharsets.UTF_8)
                                .isEqualTo(
                                        "{\"version\":180004,\"stmts\":[{\"stmt\":{\"SelectStmt\":{\"targetList\":[{\"ResTarget\":"
                                                + "{\"val\":{\"A_Const\":{\"sval\":{\"sval\":\"é\"},\"location\":7}},\"location\":7}}],"
                                                + "\"limitOption\":\"LIMIT_OPTION_DEFAULT\",\"op\":\"SETOP_NONE\"}}}]}"));
    }

    @Test
    void countsTheCursorInCodePoints() {
        assertThat(module.parse(bytes("SELECT '😀é' FROM FROM")))
                .isEqualTo(new ParseAnswer.Refusal("syntax error at or near \"FROM\"", 18));
    }

    @Test
    void neitherLeaksNorGrowsThroughErrors() {
        for (int i = 0; i < 500; i++) {
            assertThat(module.parse(bytes("SELECT 1; SELEC 2"))).isInstanceOf(ParseAnswer.Refusal.class);
            assertThat(module.parse(bytes("SELECT 1"))).isInstanceOf(ParseAnswer.Tree.class);
        }
        assertThat(module.hasGrownTooLarge()).isFalse();
    }

    @Test
    void growsForALargeScript() {
        module.parse(bytes("INSERT INTO t VALUES (1, 'two', now());\n".repeat(20_000)));
        assertThat(module.hasGrownTooLarge()).isTrue();
    }

    @Test
    void givesUpWhenItMayNotGrowFurther() {
        assertThatThrownBy(() -> module.parse(bytes("SELECT ARRAY[" + "(1,2),".repeat(700_000) + "1]")))
                .isInstanceOf(ModuleAbort.class);
    }

    @Test
    void scansCommentsAndTokens() {
        byte[] answer = module.scan(bytes("/* x */ a.\"B\" -- y"));
        assertThat(Token.read(answer).orElseThrow()).extracting(Token::word).containsExactly("a", ".", "B");
        assertThat(Token.read(module.scan(bytes("'open")))).isEmpty();
    }
}
