package io.slipway.process;

import io.slipway.failure.NotYetException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Finds who completed a user task by Camunda's REST API: on 8.9 the actor of the COMPLETE operation in the audit log, on 8.6 the assignee
 * of the completed task, since that Tasklist lets only the assignee complete.
 */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class UserTaskActors implements Actors {

    private static final String TASKS = "/v2/user-tasks/";
    /** A loop may ask the same person often; only the newest tasks of an element can be the one that was just completed. */
    private static final int NEWEST = 100;

    private final EngineRest rest;
    private final EngineVersion version;
    private final Accounts accounts;

    UserTaskActors(EngineRest rest, EngineVersion version, Accounts accounts) {
        this.rest = rest;
        this.version = version;
        this.accounts = accounts;
    }

    @Override
    public Optional<Account> completerOf(Job job) {
        Optional<String> name = switch (version) {
            case V8_6 -> assignee(job);
            case V8_9 -> auditedActor(completedTask(job, filterOf89(job)));
        };
        return name.filter(it -> !it.isBlank()).flatMap(accounts::byName);
    }

    private Optional<String> assignee(Job job) {
        return Optional.of(completedTask(job, filterOf86(job)).path("assignee").asString(""));
    }

    /** 8.6 has no filter by element instance, and its keys are numbers. */
    private static Map<String, ?> filterOf86(Job job) {
        return Map.of("processInstanceKey", job.processInstance(), "elementId", job.element());
    }

    private static Map<String, ?> filterOf89(Job job) {
        return Map.of(
                "processInstanceKey", String.valueOf(job.processInstance()),
                "elementInstanceKey", String.valueOf(job.elementInstance()));
    }

    private JsonNode completedTask(Job job, Map<String, ?> filter) {
        var body = Map.of(
                "filter", filter,
                "sort", List.of(Map.of("field", "creationDate", "order", "desc")),
                "page", Map.of("from", 0, "limit", NEWEST));
        return rest.search(TASKS + "search", body).stream()
                .filter(task -> is(task.path("elementInstanceKey"), job.elementInstance()))
                .filter(task -> task.path("state").asString("").equals("COMPLETED"))
                .findFirst()
                .orElseThrow(NotVisibleException::new);
    }

    /** A key is a number on 8.6 and a text on 8.9. */
    private static boolean is(JsonNode key, long expected) {
        return key.asString("").equals(String.valueOf(expected));
    }

    /** One person, and nobody else: a task that was completed by a program, or by nobody known, has no actor. */
    private Optional<String> auditedActor(JsonNode task) {
        List<JsonNode> completions = rest
                .search(
                        TASKS + task.path("userTaskKey").asString("") + "/audit-logs/search",
                        Map.of("filter", Map.of("operationType", "COMPLETE", "result", "SUCCESS")))
                .stream()
                .filter(entry -> entry.path("operationType").asString("").equals("COMPLETE"))
                .filter(entry -> entry.path("result").asString("").equals("SUCCESS"))
                .toList();
        if (completions.isEmpty()) {
            throw new NotVisibleException();
        }
        List<String> actors =
                completions.stream().map(UserTaskActors::person).distinct().toList();
        return actors.size() == 1 ? Optional.of(actors.getFirst()) : Optional.empty();
    }

    private static String person(JsonNode entry) {
        boolean user = entry.path("actorType").asString("").equals("USER");
        return user ? entry.path("actorId").asString("") : "";
    }

    /** The engine's record of a completed task follows the completion by seconds. */
    static final class NotVisibleException extends NotYetException {
        NotVisibleException() {
            super(
                    "actor-not-visible",
                    "Camunda does not show yet who completed the user task.",
                    "Nothing to do: it is looked up again in a second.");
        }
    }
}
