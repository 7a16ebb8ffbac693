package io.slipway.embedded;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A user task as Tasklist shows it. */
public record TasklistTask(
        String id,
        String name,
        String elementId,
        String processName,
        long processInstanceKey,
        String processDefinitionKey,
        Optional<String> formId,
        Optional<String> assignee,
        List<String> candidateGroups,
        String state) {

    static TasklistTask of(JsonNode json) {
        return new TasklistTask(
                json.path("id").asString(),
                json.path("name").asString(),
                json.path("taskDefinitionId").asString(),
                json.path("processName").asString(""),
                Long.parseLong(json.path("processInstanceKey").asString()),
                json.path("processDefinitionKey").asString(),
                json.path("formId").asStringOpt(),
                json.path("assignee").asStringOpt(),
                json.path("candidateGroups")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList(),
                json.path("taskState").asString());
    }
}
