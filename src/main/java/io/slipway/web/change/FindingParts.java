package io.slipway.web.change;

import io.slipway.review.CheckRecords;
import io.slipway.rollout.task.TaskList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** The part of an issue's page that shows what the checks found, the heaviest first; what holds for several targets is said once. */
@Component
class FindingParts {

    private static final int MOST = 200;

    private final CheckRecords checks;
    private final TaskList tasks;

    FindingParts(CheckRecords checks, TaskList tasks) {
        this.checks = checks;
        this.tasks = tasks;
    }

    /** A finding and the resource names of the targets that it holds for; none: all of the stage. */
    record Line(CheckRecords.FoundRecord finding, List<String> targets) {}

    /** What was found for a stage, and whether there is more. */
    record Findings(List<Line> lines, boolean more) {}

    Findings of(long plan, long environment) {
        var found = checks.findings(plan, environment, MOST + 1);
        var shown = found.stream().limit(MOST).toList();
        var names = tasks.targetNames(shown.stream()
                .map(CheckRecords.FoundRecord::planTarget)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<CheckRecords.FoundRecord, List<String>> targets = new LinkedHashMap<>();
        shown.forEach(finding -> {
            var of = targets.computeIfAbsent(anywhere(finding), same -> new ArrayList<>());
            if (finding.planTarget() != null) {
                of.add(names.getOrDefault(finding.planTarget(), "gone"));
            }
        });
        return new Findings(
                targets.entrySet().stream()
                        .map(line -> new Line(line.getKey(), line.getValue()))
                        .toList(),
                found.size() > MOST);
    }

    private static CheckRecords.FoundRecord anywhere(CheckRecords.FoundRecord finding) {
        return new CheckRecords.FoundRecord(
                null, finding.level(), finding.code(), finding.path(), finding.line(), finding.text(), finding.help());
    }
}
