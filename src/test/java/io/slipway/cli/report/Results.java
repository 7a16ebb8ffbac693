package io.slipway.cli.report;

import io.slipway.cli.report.result.Case;
import io.slipway.cli.report.result.Level;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.report.result.Table;
import java.util.List;
import java.util.stream.IntStream;

/** Results as commands have them, with texts that want to be more than text. */
public final class Results {

    public static final String HOSTILE =
            "]]> <b>'a'</b> | @all #1 [x](https://evil.example) `y` 100%,\n::error::no ##vso[task.complete]\u0001";

    private Results() {}

    /** A failed check with an error that has a place, a warning of a whole file, and an error of a target. */
    public static Result failed() {
        return new Result(
                "check of shop",
                Result.Outcome.FAILED,
                "The checks found 2 errors and 1 warnings for 1 targets.",
                "https://slipway.example.com/projects/shop",
                List.of(
                        new Note(Level.WARNING, "not-simulated", "db/V2 ü,:].sql", 0, "", "It was not tried.", ""),
                        new Note(Level.ERROR, "avoid-drop-table", "db/V1__a.sql", 3, "dev-1/a", HOSTILE, "Rename it."),
                        new Note(Level.ERROR, "unreachable", "", 0, "dev-1/b", "It does not answer.", "Start it.")),
                new Table(List.of("Target", "File"), List.of(List.of("dev-1/a", "db/V1__a.sql"))),
                List.of(
                        new Case("dev-1/a", "db/V1__a.sql", Case.State.FAILED, HOSTILE),
                        new Case("dev-1/a", "db/V3__c.sql", Case.State.PASSED, ""),
                        new Case("dev-1/a", "db/V2 ü,:].sql", Case.State.PASSED, "WARNING It was not tried."),
                        new Case("dev-1/b", "<task>", Case.State.SKIPPED, "")));
    }

    /** A check with very many findings. */
    public static Result large(int notes) {
        return new Result(
                "check of shop",
                Result.Outcome.FAILED,
                "The checks found very much.",
                "",
                IntStream.range(0, notes)
                        .mapToObj(line -> new Note(Level.ERROR, "rule", "V1__a.sql", line + 1, "", "Text.", "Help."))
                        .toList(),
                new Table(List.of("Target"), List.of(List.of("dev-1/a"))),
                List.of());
    }
}
