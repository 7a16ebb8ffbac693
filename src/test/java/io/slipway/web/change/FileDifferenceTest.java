package io.slipway.web.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.release.MigrationFile;
import io.slipway.release.MigrationKind;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FileDifferenceTest {

    @Test
    void putsChangedLinesBesideOneAnother() {
        var difference = FileDifference.of(file("a\nb\nc\nd\n"), file("a\nB\nc\nd\ne\n"));

        assertThat(shown(difference))
                .containsExactly("SAME 1a 1a", "CHANGED 2b 2B", "SAME 3c 3c", "SAME 4d 4d", "ADDED - 5e", "SAME 5 6");
        assertThat(difference.change()).isEqualTo("changed");
    }

    @Test
    void leavesOutWhatIsFarFromAChange() {
        var before = IntStream.rangeClosed(1, 40).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
        var difference = FileDifference.of(file(before), file(before.replace("\n20\n", "\n")));

        assertThat(shown(difference))
                .containsExactly(
                        "GAP 16",
                        "SAME 1717 1717",
                        "SAME 1818 1818",
                        "SAME 1919 1919",
                        "REMOVED 2020 -",
                        "SAME 2121 2021",
                        "SAME 2222 2122",
                        "SAME 2323 2223",
                        "GAP 17");
    }

    @Test
    void showsANewFileAndOneLeftOut() {
        assertThat(shown(FileDifference.of(null, file("a")))).containsExactly("ADDED - 1a");
        assertThat(FileDifference.of(null, file("a")).change()).isEqualTo("added");
        assertThat(shown(FileDifference.of(file("a"), null))).containsExactly("REMOVED 1a -");
        assertThat(FileDifference.of(file("a"), null).change()).isEqualTo("left out");
    }

    @Test
    void showsLineEndsThatDiffer() {
        assertThat(shown(FileDifference.of(file("a\r\nb"), file("a\nb"))))
                .containsExactly("CHANGED 1a\r 1a", "SAME 2b 2b");
    }

    @Test
    void doesNotCompareWhatIsTooLarge() {
        var large = FileDifference.of(file("x\n".repeat(2_000)), file("y"));

        assertThat(large.tooLarge()).isTrue();
        assertThat(large.rows()).isEmpty();
        assertThat(FileDifference.of(file("x"), file("y".repeat(200_001))).tooLarge())
                .isTrue();
    }

    private static List<String> shown(FileDifference difference) {
        return difference.rows().stream()
                .map(row -> row.kind() == FileDifference.Kind.GAP
                        ? "GAP " + row.skipped()
                        : "%s %s %s"
                                .formatted(
                                        row.kind(),
                                        row.before() == null ? "-" : row.beforeNumber() + row.before(),
                                        row.after() == null ? "-" : row.afterNumber() + row.after()))
                .toList();
    }

    private static MigrationFile file(String text) {
        return new MigrationFile(1, 1, 0, "V1__a.sql", "1", MigrationKind.VERSIONED, "0".repeat(64), text);
    }
}
