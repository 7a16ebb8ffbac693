package io.slipway.process;

import static io.slipway.process.BpmnModel.ZEEBE;
import static io.slipway.process.BpmnModel.elements;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Keeps the forms to what Tasklist 8.6 can show, and to showing what people wrote without interpreting it. */
@NullMarked
class FormsTest {
    private static final String START = "RequestChange";
    /** The variable that Tasklist shows in its list of tasks, since a user task's name is fixed. */
    private static final String TASK_CARD = "taskContextDisplayName";

    /** What the workers read from each form; what starts with {@code view} is only shown. */
    private static final Map<String, Set<String>> SUBMITTED = Map.of(
            START,
            Set.of("project", "title", "description", "labels", "comment", "impact", "targets", "sql", "release"),
            "ConfirmRequest",
            Set.of(
                    "project",
                    "title",
                    "description",
                    "labels",
                    "comment",
                    "impact",
                    "targets",
                    "sql",
                    "release",
                    "decision"),
            "EditChange",
            Set.of(
                    "title",
                    "description",
                    "labels",
                    "comment",
                    "sql",
                    "release",
                    "files",
                    "decision",
                    "viewTiming",
                    "viewRequestedChanges"),
            "HoldForPromotion",
            Set.of("decision", "comment", "viewSql", "viewTiming"),
            "ApproveChange",
            Set.of("decision", "comment", "notBefore", "onlyInWindow", "forLater", "viewSql", "viewTiming"),
            "ReleaseStage",
            Set.of(
                    "start",
                    "startAt",
                    "zone",
                    "selections",
                    "dependsOn",
                    "gates",
                    "rolloutAnyway",
                    "reason",
                    "viewSql",
                    "viewTiming"),
            "CancelOrReschedule",
            Set.of("decision", "startAt", "zone", "reason", "viewSql", "viewTiming"),
            "ResolveFailures",
            Set.of("decision", "reason", "viewSql"));

    private static final Map<String, List<String>> DECISIONS = Map.of(
            "ConfirmRequest", List.of("confirm", "withdraw"),
            "EditChange", List.of("edit", "withdraw"),
            "HoldForPromotion", List.of("promote", "stop"),
            "ApproveChange", List.of("approve", "requestChanges", "reject"),
            "ReleaseStage", List.of("now", "at", "back", "leaveOut"),
            "CancelOrReschedule", List.of("cancel", "reschedule"),
            "ResolveFailures", List.of("retry", "skip", "stop"));

    private static final Set<String> KNOWN_TO_8_6 = Set.of(
            "text",
            "textfield",
            "textarea",
            "radio",
            "checkbox",
            "select",
            "datetime",
            "dynamiclist",
            "table",
            "separator");

    record Form(String name, JsonNode schema) {
        static Form of(Path file) {
            return new Form(BpmnModel.stem(file), JsonMapper.shared().readTree(file));
        }

        List<JsonNode> components() {
            return schema.get("components").valueStream().toList();
        }

        List<JsonNode> of(String type) {
            return components().stream()
                    .filter(component -> component.get("type").asString().equals(type))
                    .toList();
        }

        List<String> keys() {
            return components().stream()
                    .filter(component -> component.has("key") || component.has("path"))
                    .map(component -> component
                            .path("key")
                            .asString(component.path("path").asString("")))
                    .toList();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Form> forms() {
        return BpmnModel.paths("forms", ".form").map(Form::of);
    }

    static Stream<Form> taskForms() {
        return forms().filter(form -> !form.name().equals(START));
    }

    @Test
    void belongsToOneUserTaskOfTheSameIdOrTheStart() {
        var asked = BpmnModel.all()
                .flatMap(model -> elements(model.process(), ZEEBE, "formDefinition").stream())
                .toList();

        assertThat(asked)
                .allSatisfy(form -> assertThat(form.getAttribute("bindingType")).isEqualTo("deployment"));
        assertThat(asked)
                .extracting(form -> form.getAttribute("formId"))
                .containsExactlyInAnyOrderElementsOf(forms().map(Form::name).toList());
        assertThat(asked)
                .allSatisfy(form -> assertThat(form.getAttribute("formId"))
                        .isEqualTo(
                                owner(form).getLocalName().equals("startEvent")
                                        ? START
                                        : owner(form).getAttribute("id")));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isNamedAfterItsFileForThePlatform(Form form) {
        assertThat(form.schema().get("id").asString()).isEqualTo(form.name());
        assertThat(form.schema().get("executionPlatform").asString()).isEqualTo("Camunda Cloud");
        assertThat(form.schema().get("executionPlatformVersion").asString()).isEqualTo("8.6.0");
        assertThat(form.schema().get("schemaVersion").asInt()).isLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void usesOnlyComponentsThatTasklistShowsAsTheyAre(Form form) {
        assertThat(form.components())
                .extracting(component -> component.get("type").asString())
                .isSubsetOf(KNOWN_TO_8_6);
        assertThat(form.components())
                .extracting(component -> component.get("id").asString())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void interpretsNothingThatSomebodyWrote(Form form) {
        assertThat(form.of("text"))
                .extracting(text -> text.get("text").asString())
                .noneMatch(text -> text.contains("{{") || text.startsWith("="));
        assertThat(form.components())
                .extracting(component -> component.path("label").asString("")
                        + component.path("description").asString(""))
                .noneMatch(text -> text.contains("{{") || text.startsWith("="));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void submitsWhatTheWorkerReads(Form form) {
        assertThat(form.keys()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(SUBMITTED.get(form.name()));
    }

    @ParameterizedTest
    @MethodSource("taskForms")
    void asksForADecisionFirst(Form form) {
        var decision = form.of("radio").getFirst();

        assertThat(decision.at("/validate/required").asBoolean()).isTrue();
        assertThat(decision.get("values")
                        .valueStream()
                        .map(value -> value.get("value").asString()))
                .containsExactlyElementsOf(DECISIONS.get(form.name()));
    }

    @ParameterizedTest
    @MethodSource("taskForms")
    void showsOnlyWhatItsTaskMapsIn(Form form) {
        var inputs = ModelsTest.inputs(task(form.name()));

        assertThat(inputs.keySet())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(form.keys().stream(), Stream.of("view", TASK_CARD))
                        .collect(Collectors.toSet()));
        assertThat(inputs).containsEntry("view", "=view").containsEntry(TASK_CARD, "=view.subject");
    }

    @ParameterizedTest
    @MethodSource("taskForms")
    void saysNothingOfTheChecksBeforeTheirFindingsAreThere(Form form) {
        assertThat(form.of("text"))
                .filteredOn(text -> text.get("text").asString().contains("The checks found nothing."))
                .extracting(text -> text.at("/conditional/hide").asString())
                .allMatch(hidden -> hidden.startsWith("=view.findings = null or "));
    }

    @ParameterizedTest
    @MethodSource("taskForms")
    void saysWhyThePreviousAnswerWasRefused(Form form) {
        assertThat(form.of("table"))
                .extracting(table -> table.get("id").asString())
                .contains("Table_Problem");
    }

    @ParameterizedTest
    @MethodSource("forms")
    void givesTimesWithTheirOffset(Form form) {
        assertThat(form.of("datetime"))
                .allSatisfy(time ->
                        assertThat(time.get("timeSerializingFormat").asString()).isEqualTo("utc_offset"));
    }

    private static Element owner(Element definition) {
        return (Element) definition.getParentNode().getParentNode();
    }

    private static Element task(String id) {
        return BpmnModel.all()
                .flatMap(model -> model.named("userTask").stream())
                .filter(task -> task.getAttribute("id").equals(id))
                .findFirst()
                .orElseThrow();
    }
}
