package io.slipway.change;

import io.slipway.project.Account;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.Stage;
import io.slipway.rollout.StageStart;
import io.slipway.rollout.StageState;
import io.slipway.rollout.hotfix.CatchUps;
import io.slipway.rollout.task.Divergence;
import io.slipway.rollout.task.Divergences;
import io.slipway.rollout.task.Task;
import io.slipway.rollout.task.TaskList;
import io.slipway.rollout.task.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Which commands an account's roles and the present state would let through; the commands themselves check again. */
@Component
public class AllowedActions {

    private final Separation separation;
    private final Tasks tasks;
    private final Divergences divergences;
    private final StageStart start;
    private final CatchUps catchUps;

    AllowedActions(Separation separation, Tasks tasks, Divergences divergences, StageStart start, CatchUps catchUps) {
        this.separation = separation;
        this.tasks = tasks;
        this.divergences = divergences;
        this.start = start;
        this.catchUps = catchUps;
    }

    /** What one account may do to one issue; it holds for the present state only. */
    public final class Of {

        private final Issue issue;
        private final boolean open;
        private final boolean member;
        private final boolean editor;
        private final boolean releaser;
        private final boolean owner;

        private Of(Account account, Issue issue) {
            this.issue = issue;
            open = issue.status() == Issue.Status.OPEN;
            member = separation.isMember(account, issue);
            editor = separation.mayEdit(account, issue);
            releaser = separation.mayRelease(account, issue);
            owner = separation.mayOverride(account, issue);
        }

        /** Return what may be done to the issue itself. */
        public List<String> onIssue(List<StageState> stages) {
            var allowed = new ArrayList<String>();
            if (open && issue.request() != Issue.Request.WITHDRAW && isUnlocked(stages)) {
                addUnlocked(allowed);
            }
            allowed.add("comment");
            if ((editor || releaser) && catchUps.ofIssue(issue.id()).stream().anyMatch(catchUps::isOwed)) {
                if (editor) {
                    allowed.add("catchUp");
                }
                if (releaser) {
                    allowed.add("waiveCatchUp");
                }
            }
            allowed.addAll(onRollout(stages));
            return allowed;
        }

        private void addUnlocked(List<String> allowed) {
            if (editor) {
                allowed.addAll(List.of("edit", "withdraw"));
            }
            if (member) {
                allowed.add("check");
            }
            addDivergences(allowed);
        }

        private void addDivergences(List<String> allowed) {
            var diverged = issue.edits() == 0 ? List.<Divergence>of() : divergences.of(issue.plan());
            if (editor && !diverged.isEmpty()) {
                allowed.add("reconcile");
            }
            if (releaser && diverged.stream().anyMatch(it -> !it.isSettled())) {
                allowed.add("acceptAsEqual");
            }
        }

        /** Return what may be done to all stages of a rollout at once. */
        public List<String> onRollout(List<StageState> stages) {
            Set<String> allowed = new LinkedHashSet<>();
            stages.forEach(stage -> allowed.addAll(onStage(stage)));
            return List.copyOf(allowed);
        }

        /** Return what may be done to a stage. */
        public List<String> onStage(StageState state) {
            var allowed = new ArrayList<String>();
            if (releaser && open) {
                addReleasers(allowed, state);
            }
            if (owner && open && state.current() && isFrozen(state.stage())) {
                allowed.add("overrideFreeze");
            }
            return allowed;
        }

        private boolean isFrozen(Stage stage) {
            return stage.status() != Stage.Status.DONE
                    && stage.status() != Stage.Status.REJECTED
                    && start.freezesNow(stage).stream().anyMatch(freeze -> !freeze.overridden());
        }

        private void addReleasers(List<String> allowed, StageState state) {
            addTasks(allowed, state);
            if (state.current()
                    && state.stage().status() != Stage.Status.DONE
                    && state.stage().status() != Stage.Status.REJECTED) {
                allowed.add("dependOn");
            }
        }

        private void addTasks(List<String> allowed, StageState state) {
            if (!state.scheduled().isEmpty()) {
                allowed.addAll(List.of("cancel", "reschedule"));
            }
            if (state.current() && state.isHeld()) {
                allowed.add("promote");
            }
            var ofStage = tasks.ofStage(state.stage().id());
            if (ofStage.stream().anyMatch(task -> state.mayRetry(task.status(), task.wave()))) {
                allowed.add("retry");
            }
            if (ofStage.stream()
                    .filter(task -> task.status() == Task.Status.FAILED || task.status() == Task.Status.UNKNOWN)
                    .anyMatch(task -> state.maySkip(task.status(), task.wave()))) {
                allowed.add("skip");
            }
        }

        /** Return what may be done to a task alone. */
        public List<String> onTask(StageState state, TaskList.Row task) {
            var allowed = new ArrayList<String>();
            if (!releaser || !open) {
                return allowed;
            }
            if (task.status() == Task.Status.PENDING
                    && task.wave() != null
                    && state.scheduled().containsKey(task.wave())) {
                allowed.addAll(List.of("cancel", "reschedule"));
            }
            if (state.mayRetry(task.status(), task.wave())) {
                allowed.add("retry");
            }
            if (state.maySkip(task.status(), task.wave())) {
                allowed.add("skip");
            }
            if (state.mayResolve(task.status(), task.wave())) {
                allowed.add("resolve");
            }
            return allowed;
        }

        private boolean isUnlocked(List<StageState> stages) {
            return stages.stream().allMatch(state -> {
                var count = tasks.countOfStage(state.stage().id());
                return state.scheduled().isEmpty()
                        && !count.containsKey(Task.Status.PENDING)
                        && !count.containsKey(Task.Status.RUNNING);
            });
        }
    }

    public Of of(Account account, Issue issue) {
        return new Of(account, issue);
    }
}
