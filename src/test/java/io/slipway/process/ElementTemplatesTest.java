package io.slipway.process;

import static io.slipway.process.BpmnModel.ZEEBE;
import static io.slipway.process.BpmnModel.elements;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the Modeler's element templates to the models: each step of ours can be put into an owner's model as it stands in ours. The file is
 * written from the models with {@code -Dgolden.write=true}.
 */
class ElementTemplatesTest {

    private static final Path FILE = Path.of(".camunda", "element-templates", "slipway.json");
    private static final String SCHEMA =
            "https://unpkg.com/@camunda/zeebe-element-templates-json-schema/resources/schema.json";
    private static final Map<String, String> KINDS = Map.of(
            "userTask",
            "bpmn:UserTask",
            "serviceTask",
            "bpmn:ServiceTask",
            "businessRuleTask",
            "bpmn:BusinessRuleTask");

    @Test
    void saysOfEachStepWhatTheModelsSay() throws IOException {
        var templates = Stream.concat(
                        BpmnModel.all()
                                .flatMap(model -> model.tasks().stream())
                                .filter(task -> KINDS.containsKey(task.getLocalName()))
                                .map(ElementTemplatesTest::template),
                        Stream.of(ownStep()))
                .toList();
        var indenter = new DefaultIndenter("  ", "\n");
        var text = JsonMapper.shared()
                        .writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(templates)
                + "\n";

        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, text);
        }
        assertThat(FILE).hasContent(text);
    }

    private static Map<String, Object> template(Element task) {
        String id = task.getAttribute("id");
        var properties = new ArrayList<Object>();
        properties.add(
                property("Name", "String", task.getAttribute("name"), ordered("type", "property", "name", "name")));
        if (task.getLocalName().equals("userTask")) {
            properties.add(ordered("type", "Hidden", "binding", Map.of("type", "zeebe:userTask")));
        }
        for (String kind : List.of(
                "taskDefinition",
                "calledDecision",
                "formDefinition",
                "assignmentDefinition",
                "taskSchedule",
                "priorityDefinition")) {
            elements(task, ZEEBE, kind).forEach(it -> properties.addAll(attributes(kind, it)));
        }
        elements(task, ZEEBE, "input")
                .forEach(it -> properties.add(hidden(
                        it.getAttribute("source"), ordered("type", "zeebe:input", "name", it.getAttribute("target")))));
        elements(task, ZEEBE, "output")
                .forEach(it -> properties.add(hidden(
                        it.getAttribute("target"),
                        ordered("type", "zeebe:output", "source", it.getAttribute("source")))));
        elements(task, ZEEBE, "executionListener")
                .forEach(it -> properties.add(hidden(
                        it.getAttribute("type"),
                        ordered(
                                "type", "zeebe:executionListener",
                                "eventType", it.getAttribute("eventType"),
                                "retries", it.getAttribute("retries")))));
        var template = template(
                id,
                task.getAttribute("name"),
                "A step of Slipway's. Give the element the id '%s'.".formatted(id),
                Objects.requireNonNull(KINDS.get(task.getLocalName())),
                properties);
        if (!elements(task, ZEEBE, "executionListener").isEmpty()) {
            template.put("entriesVisible", Map.of("executionListeners", false));
        }
        return template;
    }

    private static Map<String, Object> template(
            String id, String name, String description, String kind, List<Object> properties) {
        return ordered(
                "$schema",
                SCHEMA,
                "name",
                name,
                "id",
                "io.slipway." + id,
                "version",
                1,
                "description",
                description,
                "category",
                ordered("id", "slipway", "name", "Slipway"),
                "appliesTo",
                List.of("bpmn:Task", kind),
                "elementType",
                Map.of("value", kind),
                "engines",
                Map.of("camunda", "^8.6"),
                "properties",
                properties);
    }

    /** A question of the owner's own to a group of the project; who completes it decides nothing in Slipway. */
    private static Map<String, Object> ownStep() {
        var group = ordered(
                "label", "Who is asked",
                "type", "Dropdown",
                "value", "=[releaserGroup]",
                "choices",
                        Stream.of("developer", "approver", "releaser")
                                .map(role -> ordered("name", role + "s", "value", "=[%sGroup]".formatted(role)))
                                .toList(),
                "binding", ordered("type", "zeebe:assignmentDefinition", "property", "candidateGroups"));
        return template(
                "OwnStep",
                "Step of your own",
                "Asks a group of the project, between any two steps of DatabaseChange or StageRollout. It binds nobody's approval.",
                "bpmn:UserTask",
                List.of(
                        property(
                                "What to do", "String", "Tell the office", ordered("type", "property", "name", "name")),
                        ordered("type", "Hidden", "binding", Map.of("type", "zeebe:userTask")),
                        group,
                        ordered(
                                "label",
                                "Priority",
                                "type",
                                "Number",
                                "value",
                                50,
                                "binding",
                                ordered("type", "zeebe:priorityDefinition", "property", "priority"))));
    }

    private static List<Object> attributes(String kind, Element element) {
        var attributes = element.getAttributes();
        return IntStream.range(0, attributes.getLength())
                .mapToObj(attributes::item)
                .sorted((one, other) -> one.getNodeName().compareTo(other.getNodeName()))
                .map(it -> attribute(kind, it))
                .toList();
    }

    private static Object attribute(String kind, Node it) {
        var binding = ordered("type", "zeebe:" + kind, "property", it.getNodeName());
        return switch (it.getNodeName()) {
            case "dueDate" -> free("Due date", "optional", it.getNodeValue(), binding);
            case "priority" -> free("Priority", "required", it.getNodeValue(), binding);
            default -> hidden(it.getNodeValue(), binding);
        };
    }

    /** What an owner may set otherwise; all else is what the workers rely on. */
    private static Object free(String label, String feel, String value, Map<String, ?> binding) {
        return ordered("label", label, "type", "String", "feel", feel, "value", value, "binding", binding);
    }

    private static Object hidden(String value, Map<String, ?> binding) {
        return ordered("type", "Hidden", "value", value, "binding", binding);
    }

    private static Object property(String label, String type, String value, Map<String, ?> binding) {
        return ordered("label", label, "type", type, "value", value, "binding", binding);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
