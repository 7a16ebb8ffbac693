package io.slipway.cli.report.file;

import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** A report that is to be written to a file. */
public final class ReportFile {

    private final Format format;
    private final Path file;

    private ReportFile(Format format, Path file) {
        this.format = format;
        this.file = file;
    }

    /**
     * Read what was asked for, as in {@code junit=build/slipway.xml}.
     *
     * @throws ClientException if the format is not known or no file is named
     */
    public static ReportFile of(String text, Path folder) {
        var parts = text.strip().split("=", 2);
        var format = Stream.of(Format.values())
                .filter(it -> it.name().equals(parts[0].strip().toUpperCase(Locale.ROOT)))
                .findFirst();
        if (format.isEmpty() || parts.length < 2 || parts[1].isBlank()) {
            throw invalid(text);
        }
        try {
            return new ReportFile(format.get(), folder.resolve(parts[1].strip()));
        } catch (InvalidPathException e) {
            throw invalid(text);
        }
    }

    private static ClientException invalid(String text) {
        return ClientException.usage(
                "report-invalid",
                "'%s' is no report.".formatted(text),
                "Write it as in 'junit=slipway.xml', 'sarif=slipway.sarif' or 'codequality=gl-code-quality-report.json'.");
    }

    /** Write the report. */
    public void write(Result result) {
        var content = format.write(result);
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            Files.writeString(file, content);
        } catch (IOException e) {
            throw ClientException.usage(
                    "report-unwritable",
                    "The report '%s' cannot be written (%s).".formatted(file, e.getMessage()),
                    "Give --report a file that you may write.");
        }
    }
}
