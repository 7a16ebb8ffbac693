package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {

    private static String replaced(String text) {
        return Placeholders.replaced(text, Map.of("PORT", "5433", "MONEY", "a$1\\b")::get);
    }

    @Test
    void takesTheValueOrTheDefault() {
        assertThat(replaced("url: //host:${PORT:5432}/ ${HOST:local:host}\n"))
                .isEqualTo("url: //host:5433/ local:host\n");
        assertThat(replaced("[${EMPTY:}]")).isEqualTo("[]");
        assertThat(replaced("${MONEY}")).isEqualTo("a$1\\b");
    }

    @Test
    void leavesCommentsAndDoubledDollarsAlone() {
        assertThat(replaced("  # ${NAME}\na: $${PORT}")).isEqualTo("  # ${NAME}\na: ${PORT}");
        assertThat(replaced("cost: $5 {x}")).isEqualTo("cost: $5 {x}");
    }

    @Test
    void namesEveryMissingVariableWithItsLine() {
        assertThatThrownBy(() -> replaced("a: ${ONE}\nb: ${PORT}\nc: ${TWO}"))
                .hasMessage("The file uses environment variables that are not set: 'ONE' (line 1), 'TWO' (line 3).");
    }
}
