package io.slipway.check.simulation;

import io.slipway.check.AppliedRevision;
import io.slipway.check.TargetToCheck;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What is run on a scratch server for a target; equal for targets with the same history, so that a fleet needs few.
 *
 * @param searchPath the schemas by their names, or by stand-ins where no statement names them
 * @param variables only those that some statement reads
 */
record Experiment(List<Step> history, List<Step> pending, List<String> searchPath, Map<String, String> variables) {

    private static final List<String> ALWAYS_THERE = List.of("public", "pg_catalog", "pg_temp", "$user");

    /** Say what would be run for a target whose history is known. */
    static Experiment of(CheckedTarget checked, Words words) {
        TargetToCheck target = checked.target();
        var history = target.applied().stream().map(Experiment::step).toList();
        var pending = checked.pending().stream().map(Experiment::step).toList();
        Predicate<String> named = name -> words.mayName(history, name) || words.mayName(pending, name);
        var variables = new TreeMap<>(target.variables());
        variables.keySet().removeIf(variable -> !named.test("slipway." + variable));
        var searchPath = new ArrayList<String>();
        for (String schema : target.searchPath()) {
            boolean kept = ALWAYS_THERE.contains(schema) || named.test(schema);
            searchPath.add(kept ? schema : "schema_" + (searchPath.size() + 1));
        }
        return new Experiment(history, pending, List.copyOf(searchPath), variables);
    }

    /** Return the schemas that have to be there before anything runs, because the search path names them. */
    List<String> schemas() {
        return searchPath.stream()
                .filter(schema -> !ALWAYS_THERE.contains(schema))
                .toList();
    }

    private static Step step(AppliedRevision revision) {
        return new Step(
                revision.track(),
                revision.version(),
                Objects.requireNonNullElse(revision.path(), revision.version()),
                Objects.requireNonNullElse(revision.statement(), ""));
    }

    private static Step step(CheckedFile file) {
        return new Step(file.track(), file.key(), file.path(), file.text());
    }
}
