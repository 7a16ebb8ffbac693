package io.slipway.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as a person reads them, compared with {@code golden/checks}; {@code -Dgolden.write=true} writes the files anew. */
public final class Golden {

    private static final Path FOLDER = Path.of("src/test/resources/golden/checks");

    private Golden() {}

    public static String sql(String code) {
        return read(FOLDER.resolve(code + ".sql"));
    }

    public static void assertFindings(String code, List<Finding> findings) {
        var file = FOLDER.resolve(code + ".txt");
        var actual = findings.stream()
                .filter(finding -> finding.code().equals(code))
                .map(Golden::rendered)
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("golden.write")) {
            write(file, actual);
        }
        assertThat(actual).isNotBlank().isEqualTo(read(file));
    }

    public static String rendered(Finding finding) {
        var place = finding.line() == 0 ? finding.path() : finding.path() + ":" + finding.line();
        var target = finding.target() == null ? "every target" : finding.target();
        return "%s %s, %s on %s%n%s%nhelp: %s%n"
                .formatted(
                        finding.level(),
                        finding.code(),
                        place.isEmpty() ? "no file" : place,
                        target,
                        finding.text(),
                        finding.help());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
