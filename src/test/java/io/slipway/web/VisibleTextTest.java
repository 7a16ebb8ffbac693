package io.slipway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x0D, 0x1B, 0x7F, 0x85, 0xAD, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029,
                0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0xFFF9, 0xE000,
                0xE0041
            })
    void showsTheCodeOfWhatCannotBeSeen(int character) {
        assertThat(VisibleText.of("a" + Character.toString(character) + "b"))
                .isEqualTo("a⟦U+%04X⟧b".formatted(character));
    }

    @Test
    void leavesWhatCanBeSeen() {
        var text = "SELECT 'Grüße, 世界, שלום 🙂';\n\t-- ⟦x⟧";

        assertThat(VisibleText.of(text)).isSameAs(text);
        assertThat(VisibleText.of("one\r\ntwo")).isEqualTo("one\ntwo");
        assertThat(VisibleText.of("one\rtwo\ud800")).isEqualTo("one⟦U+000D⟧two⟦U+D800⟧");
    }
}
