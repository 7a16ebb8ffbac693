package io.slipway.api.audit;

import io.slipway.failure.RejectedException;
import io.slipway.project.Project;
import io.slipway.review.AuditTrail;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes the record of changes, oldest first, a page at a time: it never holds all of it. */
@Component
class AuditExport {

    /** What it is written as. */
    enum Format {
        NDJSON("application/x-ndjson"),
        CSV("text/csv;charset=UTF-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        static Format of(String name) {
            return Stream.of(values())
                    .filter(format -> format.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new RejectedException(
                            RejectedException.Reason.INVALID,
                            "format-unknown",
                            "The record of changes has no such format.",
                            "Ask for 'ndjson' or 'csv'."));
        }
    }

    private static final int PAGE = 1000;
    private static final String FORMULA = "=+-@\t\r";
    private static final List<String> COLUMNS = List.of("id", "at", "actor", "event", "issue", "subject", "facts");

    private final AuditTrail trail;
    private final JsonMapper json = JsonMapper.shared();

    AuditExport(AuditTrail trail) {
        this.trail = trail;
    }

    void write(Project project, AuditTrail.Filter filter, Format format, OutputStream to) throws IOException {
        var writer = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        if (format == Format.CSV) {
            writer.write(row(COLUMNS));
        }
        long last = 0;
        List<AuditTrail.Recorded> page;
        do {
            page = trail.after(filter, last, PAGE);
            for (var recorded : page) {
                write(project, recorded, format, writer);
                last = recorded.id();
            }
            writer.flush();
        } while (page.size() == PAGE);
    }

    private void write(Project project, AuditTrail.Recorded recorded, Format format, Writer writer) throws IOException {
        switch (format) {
            case NDJSON -> writer.write(json.writeValueAsString(AuditEventView.of(project, recorded)) + "\n");
            case CSV ->
                writer.write(row(List.of(
                        String.valueOf(recorded.id()),
                        recorded.at().toString(),
                        recorded.actor(),
                        recorded.event(),
                        recorded.issue() == null ? "" : recorded.issue().toString(),
                        recorded.subject(),
                        recorded.facts())));
        }
    }

    private static String row(List<String> cells) {
        return cells.stream().map(AuditExport::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    /** A cell that a spreadsheet would take for a formula begins with an apostrophe, which makes it text. */
    static String cell(String text) {
        var safe = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        return safe.chars().anyMatch(character -> ",\"\r\n".indexOf(character) >= 0)
                ? '"' + safe.replace("\"", "\"\"") + '"'
                : safe;
    }
}
