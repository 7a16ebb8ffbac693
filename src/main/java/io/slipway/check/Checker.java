package io.slipway.check;

import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Parsed;
import io.slipway.check.rules.ReleaseRule;
import io.slipway.check.rules.Rule;
import io.slipway.check.rules.StatementRule;
import io.slipway.check.rules.TargetRule;
import io.slipway.check.simulation.Simulation;
import io.slipway.release.MigrationKind;
import io.slipway.sql.SqlParser;
import io.slipway.target.Engine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Checks a change against every rule and tries it out; it stores nothing and never connects to a target. */
@Component
public final class Checker {

    private final List<Rule> rules;
    private final Simulation simulation;
    private final SqlParser parser;
    private final CheckSettings settings;

    Checker(List<Rule> rules, Simulation simulation, SqlParser parser, CheckSettings settings) {
        this.rules = List.copyOf(rules);
        this.simulation = simulation;
        this.parser = parser;
        this.settings = settings;
    }

    /** Check the files of a change for its targets; what each target holds already comes with the request. */
    public CheckReport check(CheckRequest request) {
        var known = new HashMap<String, Parsed>();
        Function<String, Parsed> parsed = text -> known.computeIfAbsent(text, any -> parsed(request.engine(), text));
        var files = request.files().stream()
                .map(file -> CheckedFile.of(file, parsed))
                .toList();
        var usable = inOrder(files);
        var targets = request.targets().stream()
                .map(target -> CheckedTarget.of(target, usable, parsed))
                .toList();
        var simulated = simulation.run(request.engine(), request.scratch(), targets);

        var found = new ArrayList<Finding>();
        rules(ReleaseRule.class).forEach(rule -> found.addAll(rule.check(files)));
        targets.stream()
                .flatMap(target -> target.pending().stream())
                .distinct()
                .forEach(file -> checkFile(file, found));
        for (CheckedTarget target : targets) {
            rules(TargetRule.class).forEach(rule -> found.addAll(rule.check(target)));
            simulated.of(target).findings().forEach(finding -> found.add(finding.on(target.name())));
        }
        var findings = new Merging(targets).merge(found).map(this::atItsLevel).sorted(Finding.READING_ORDER);
        return new CheckReport(findings.toList(), reports(targets, simulated));
    }

    private Parsed parsed(Engine engine, String text) {
        return switch (engine) {
            case POSTGRESQL -> Parsed.of(parser, text);
            case MARIADB -> Parsed.ofMariaDb(text);
        };
    }

    private void checkFile(CheckedFile file, List<Finding> found) {
        rules(FileRule.class).forEach(rule -> found.addAll(rule.check(file)));
        for (var statement : file.parsed().statements()) {
            rules(StatementRule.class).forEach(rule -> found.addAll(rule.check(file, statement)));
        }
    }

    private <R extends Rule> Stream<R> rules(Class<R> kind) {
        return rules.stream().filter(kind::isInstance).map(kind::cast);
    }

    private Finding atItsLevel(Finding finding) {
        return finding.at(settings.levels().getOrDefault(finding.code(), finding.level()));
    }

    /** Leave out what has no place or one that is taken, and sort as files are applied: by track, versions before repeatables. */
    private static List<CheckedFile> inOrder(List<CheckedFile> files) {
        Map<String, CheckedFile> byPlace = new LinkedHashMap<>();
        Map<String, Integer> tracks = new HashMap<>();
        for (CheckedFile file : files) {
            tracks.putIfAbsent(file.track(), tracks.size());
            if (file.refusal().isEmpty()) {
                byPlace.putIfAbsent(file.place(), file);
            }
        }
        Comparator<CheckedFile> order = Comparator.comparing((CheckedFile file) -> tracks.get(file.track()))
                .thenComparing(file -> file.kind() == MigrationKind.REPEATABLE)
                .thenComparing(CheckedFile::isOneOff)
                .thenComparing(file -> file.version().orElse(CheckedFile.NO_VERSION))
                .thenComparing(file -> file.isOneOff() ? "" : file.path());
        return byPlace.values().stream().sorted(order).toList();
    }

    private static List<TargetReport> reports(List<CheckedTarget> targets, Simulation.Results simulated) {
        Map<CheckedFile, FileReport> reports = new HashMap<>();
        return targets.stream()
                .map(target -> report(
                        target,
                        target.pending().stream()
                                .map(file -> reports.computeIfAbsent(file, Checker::report))
                                .toList(),
                        simulated.of(target).ran()))
                .toList();
    }

    private static FileReport report(CheckedFile file) {
        var facts = FileFacts.of(file);
        return new FileReport(file.path(), file.key(), facts.risk(), facts.classes(), Touched.by(file));
    }

    private static TargetReport report(CheckedTarget target, List<FileReport> files, boolean simulated) {
        var all = files.stream()
                .map(file -> new FileFacts(file.statementClasses(), file.risk()))
                .reduce(FileFacts.NONE, FileFacts::and);
        var touched = files.stream().map(FileReport::touched).reduce(Touched.NOTHING, Touched::and);
        return new TargetReport(target.name(), files, all.risk(), all.classes(), touched, simulated);
    }
}
