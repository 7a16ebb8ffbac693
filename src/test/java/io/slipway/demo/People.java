package io.slipway.demo;

import io.slipway.embedded.Platform;
import io.slipway.embedded.TasklistTask;
import io.slipway.embedded.TasklistUser;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The sample's people in Tasklist: they decide by themselves, or the reader does it in their place. */
final class People {

    private final Platform platform;
    private final Patience patience;
    private final Narrator narrator;
    private final boolean manual;
    private final Map<String, TasklistUser> users = new HashMap<>();

    /** Tasklist goes on to list a completed task for a moment. */
    private final Set<String> completed = new HashSet<>();

    People(Platform platform, Patience patience, Narrator narrator, boolean manual) {
        this.platform = platform;
        this.patience = patience;
        this.narrator = narrator;
        this.manual = manual;
    }

    /** A task with what its form shows. */
    record Shown(TasklistTask task, JsonNode view) {

        String text(String field) {
            return view.path(field).asString("");
        }

        boolean isOf(String change) {
            return change.equals(text("issue")) || change.equals(text("title"));
        }
    }

    /** Start a change with Tasklist's form. */
    void start(String person, Map<String, String> form) {
        if (manual) {
            ask(person, "start 'Database change' under 'Processes'", form);
        } else {
            as(person).startProcess("DatabaseChange", form);
        }
    }

    /** Take the task of a change and complete its form; the answer may depend on what the form shows. */
    Shown decide(String person, String element, String change, Function<Shown, Map<String, String>> answer) {
        var shown = await(person, element, change);
        if (manual) {
            ask(person, "take and complete '%s'".formatted(shown.task().name()), answer.apply(shown));
            patience.untilPersonDid(() -> !isOpen(person, shown.task()));
        } else {
            as(person).decide(shown.task(), answer.apply(shown));
        }
        completed.add(shown.task().id());
        return shown;
    }

    /** Wait until a person has a task of a change, which is named by its issue or its title. */
    Shown await(String person, String element, String change) {
        if (manual) {
            patience.untilPersonDid(() -> find(person, element, change).isPresent());
        }
        return patience.forSome(
                "The task '%s' of '%s'".formatted(element, change), () -> find(person, element, change));
    }

    Optional<Shown> find(String person, String element, String change) {
        return as(person).openTasks(element, Map.of()).stream()
                .filter(task -> !completed.contains(task.id()))
                .map(task -> new Shown(task, as(person).variables(task).path("view")))
                .filter(shown -> shown.isOf(change))
                .findFirst();
    }

    private boolean isOpen(String person, TasklistTask task) {
        return as(person).task(task.id()).state().equals("CREATED");
    }

    private TasklistUser as(String person) {
        return users.computeIfAbsent(person, platform::tasklistUser);
    }

    private void ask(String person, String what, Map<String, String> form) {
        narrator.say("Your turn: log in to %s as '%s' (password '%s'), %s, and fill in:"
                .formatted(platform.tasklistAddress(), person, person, what));
        form.forEach((field, value) -> narrator.say("  %-12s %s".formatted(field, value.replace("\n", " "))));
    }
}
