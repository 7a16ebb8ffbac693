package io.slipway.cli.report.result;

import java.util.Comparator;
import java.util.List;

/**
 * What a command found out.
 *
 * @param name what it is about, as in {@code check of shop}: two results of the same name take each other's place
 * @param link the page to read on, or empty
 * @param notes the heaviest first
 */
public record Result(
        String name, Outcome outcome, String sentence, String link, List<Note> notes, Table table, List<Case> cases) {

    /** How the command ended. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** It goes on without the command. */
        WAITING
    }

    public Result {
        notes = notes.stream().sorted(Comparator.comparing(Note::level)).toList();
    }

    /** Return the headline of a report. */
    public String title() {
        return "Slipway: %s %s"
                .formatted(
                        name,
                        switch (outcome) {
                            case PASSED -> "passed";
                            case FAILED -> "failed";
                            case WAITING -> "still waits";
                        });
    }

    public boolean failed() {
        return outcome == Outcome.FAILED;
    }

    /** Return the name as it can be a part of an identifier, an address or a comment. */
    public String key() {
        return "slipway-" + name.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("-$", "");
    }

    /** Count the notes of a level. */
    public long count(Level level) {
        return notes.stream().filter(note -> note.level() == level).count();
    }
}
