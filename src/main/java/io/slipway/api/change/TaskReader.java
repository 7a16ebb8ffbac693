package io.slipway.api.change;

import io.slipway.api.change.model.StatementView;
import io.slipway.api.change.model.TaskView;
import io.slipway.api.model.PageView;
import io.slipway.api.project.Page;
import io.slipway.change.AllowedActions;
import io.slipway.project.Account;
import io.slipway.rollout.StageState;
import io.slipway.rollout.task.TaskList;
import io.slipway.rollout.task.TaskRuns;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads tasks, their attempts and their statements as one caller may see them. */
@Component
@Transactional(readOnly = true)
class TaskReader {

    private final TaskList tasks;
    private final TaskRuns runs;
    private final StageState.Reader states;
    private final AllowedActions actions;

    TaskReader(TaskList tasks, TaskRuns runs, StageState.Reader states, AllowedActions actions) {
        this.tasks = tasks;
        this.runs = runs;
        this.states = states;
        this.actions = actions;
    }

    PageView<TaskView> page(Account account, Changes.Place place, Page page) {
        var state = states.of(place.stage());
        var allowed = actions.of(account, place.change().issue());
        return page.view(
                tasks.page(place.stage().id(), page.after(), page.limit()),
                TaskList.Row::id,
                task -> TaskView.of(place.name(), task, null, allowed.onTask(state, task)));
    }

    TaskView one(Account account, Changes.Place place, TaskList.Row task) {
        var allowed = actions.of(account, place.change().issue());
        return TaskView.of(place.name(), task, runs.of(task.id()), allowed.onTask(states.of(place.stage()), task));
    }

    /** Return the statements of all attempts in the order in which they ran. */
    PageView<StatementView> logs(TaskList.Row task, Page page) {
        var all = runs.of(task.id()).stream()
                .flatMap(run -> runs.statements(run.id()).stream().map(statement -> StatementView.of(run, statement)))
                .toList();
        var from = (int) Math.min(page.after(), all.size());
        var numbered = IntStream.range(from, Math.min(all.size(), from + page.limit()))
                .boxed()
                .toList();
        return page.view(List.copyOf(numbered), number -> number + 1L, all::get);
    }
}
