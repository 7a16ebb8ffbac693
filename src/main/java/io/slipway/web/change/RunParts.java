package io.slipway.web.change;

import io.slipway.rollout.task.TaskList;
import io.slipway.rollout.task.TaskRuns;
import io.slipway.web.Words;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The part of a page that shows a target: its state, its attempts, and the statements that each of them ran. */
@Component
class RunParts {

    private static final int MOST_OF_STATEMENT = 400;

    private final TaskRuns runs;

    RunParts(TaskRuns runs) {
        this.runs = runs;
    }

    /** A statement that ran, and as much of its text as fits a line or two. */
    record Statement(TaskRuns.LoggedStatement log, String text) {}

    /** An attempt with its first statements, and how many more there are. */
    record Run(TaskRuns.TaskRun run, List<Statement> statements, int more) {}

    /** A target, its attempts and how many statements they ran in all. */
    record Target(TaskList.Row task, List<Run> runs) {

        /** Return the target as people write it, such as {@code prod-1/orders}. */
        public String name() {
            return Words.shortTarget(task.target());
        }

        public int statements() {
            return runs.stream()
                    .mapToInt(run -> run.statements().size() + run.more())
                    .sum();
        }
    }

    /** Read a target with at most so many statements of each attempt; the texts are those of the change's files. */
    Target of(TaskList.Row task, Map<String, String> texts, int most) {
        return new Target(
                task,
                runs.of(task.id()).stream().map(run -> run(run, texts, most)).toList());
    }

    private Run run(TaskRuns.TaskRun run, Map<String, String> texts, int most) {
        var all = runs.statements(run.id());
        return new Run(
                run,
                all.stream()
                        .limit(most)
                        .map(log -> new Statement(log, text(log, texts)))
                        .toList(),
                Math.max(0, all.size() - most));
    }

    private static String text(TaskRuns.LoggedStatement log, Map<String, String> texts) {
        var file = texts.getOrDefault(log.path(), "");
        var from = Math.min(log.textStart(), file.length());
        var text = file.substring(from, Math.clamp(log.textEnd(), from, file.length()))
                .strip();
        return text.length() <= MOST_OF_STATEMENT ? text : text.substring(0, MOST_OF_STATEMENT) + "…";
    }
}
