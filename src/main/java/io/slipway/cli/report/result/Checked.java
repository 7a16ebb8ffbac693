package io.slipway.cli.report.result;

import io.slipway.cli.report.result.Case.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Makes a result of the server's answer to a check. */
public final class Checked {

    private static final String EVERYWHERE = "all targets";

    private final JsonNode answer;
    private final UnaryOperator<String> inRepository;

    private Checked(JsonNode answer, UnaryOperator<String> inRepository) {
        this.answer = answer;
        this.inRepository = inRepository;
    }

    /**
     * Make the result.
     *
     * @param inRepository gives the path by which the repository calls a file
     */
    public static Result of(
            JsonNode answer, String project, boolean failed, String sentence, UnaryOperator<String> inRepository) {
        var checked = new Checked(answer, inRepository);
        var track = answer.at("/track").asString("");
        var name = track.equals(project) ? project : project + ", track " + track;
        var notes = checked.notes();
        return new Result(
                "check of " + name,
                failed ? Result.Outcome.FAILED : Result.Outcome.PASSED,
                sentence,
                "",
                notes,
                checked.table(notes),
                checked.cases(notes));
    }

    /** Return a target's name as people type it. */
    public static String target(JsonNode name) {
        return name.asString("")
                .replaceFirst("^instances/", "")
                .replaceFirst("/databases/", "/")
                .replaceFirst("/schemas/", "/");
    }

    private List<Note> notes() {
        return answer.at("/findings")
                .valueStream()
                .map(finding -> note(finding, target(finding.at("/target")), inRepository))
                .toList();
    }

    static Note note(JsonNode finding, String where, UnaryOperator<String> inRepository) {
        return new Note(
                Level.of(finding.at("/level").asString("")),
                finding.at("/code").asString(""),
                inRepository.apply(finding.at("/path").asString("")),
                finding.at("/line").asInt(0),
                where,
                finding.at("/text").asString(""),
                finding.at("/help").asString(""));
    }

    private Table table(List<Note> notes) {
        var rows = new ArrayList<List<String>>();
        for (var target : answer.at("/targets")) {
            var name = target(target.at("/target"));
            if (target.at("/files").isEmpty()) {
                rows.add(List.of(name, nothing(target), "", "", "", ""));
            }
            for (var file : target.at("/files")) {
                var path = inRepository.apply(file.at("/path").asString(""));
                rows.add(List.of(
                        name,
                        path,
                        file.at("/version").asString(""),
                        number(file.at("/affectedRows")),
                        file.at("/risk").asString(""),
                        counted(of(notes, name, path))));
            }
        }
        return new Table(List.of("Target", "File", "Version", "Rows at most", "Risk", "Findings"), rows);
    }

    private static String nothing(JsonNode target) {
        return target.at("/risk").asString("").equals("unknown") ? "(could not be read)" : "(nothing to apply)";
    }

    private static String number(JsonNode number) {
        return number.isNumber() ? number.asString() : "unknown";
    }

    private static List<Note> of(List<Note> notes, String target, String path) {
        return notes.stream()
                .filter(note -> note.path().equals(path)
                        && (note.where().isEmpty() || note.where().equals(target)))
                .toList();
    }

    private static String counted(List<Note> notes) {
        return Stream.of(Level.values())
                .map(level -> {
                    var count =
                            notes.stream().filter(note -> note.level() == level).count();
                    return count == 0 ? "" : count + " " + level.name();
                })
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    /** A case for each file that would be applied to a target; what is found elsewhere, as of a deleted file, is a case too. */
    private List<Case> cases(List<Note> notes) {
        var cases = new ArrayList<Case>();
        var told = new LinkedHashSet<Note>();
        for (var target : answer.at("/targets")) {
            var name = target(target.at("/target"));
            for (var file : target.at("/files")) {
                var path = inRepository.apply(file.at("/path").asString(""));
                var own = of(notes, name, path);
                told.addAll(own);
                cases.add(of(name, path, own));
            }
        }
        notes.stream()
                .filter(note -> !told.contains(note))
                .collect(Collectors.groupingBy(
                        note -> List.of(
                                note.where().isEmpty() ? EVERYWHERE : note.where(),
                                note.path().isEmpty() ? "the target" : note.path()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .forEach((place, own) -> cases.add(of(place.getFirst(), place.getLast(), own)));
        return cases;
    }

    private static Case of(String suite, String name, List<Note> notes) {
        var failed = notes.stream().anyMatch(note -> note.level() == Level.ERROR);
        return new Case(
                suite,
                name,
                failed ? State.FAILED : State.PASSED,
                notes.stream()
                        .map(note -> "%s%s %s: %s %s"
                                .formatted(
                                        note.level(),
                                        note.line() == 0 ? "" : " line " + note.line(),
                                        note.rule(),
                                        note.text(),
                                        note.help())
                                .strip())
                        .collect(Collectors.joining("\n")));
    }
}
