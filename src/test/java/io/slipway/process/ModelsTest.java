package io.slipway.process;

import static io.slipway.process.BpmnModel.BPMN;
import static io.slipway.process.BpmnModel.DMN;
import static io.slipway.process.BpmnModel.ZEEBE;
import static io.slipway.process.BpmnModel.elements;
import static io.slipway.process.BpmnModel.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Keeps the process models and decision tables to the rules that let one name be spelled the same everywhere. */
@NullMarked
class ModelsTest {
    /** Ids that name what a step finds or decides, where the drawing needs more words. */
    private static final Map<String, String> WORDED_OTHERWISE = Map.of(
            "NextStage", "Find next stage",
            "NextDecision", "Find next decision",
            "NextWave", "Find next wave",
            "NextStep", "What comes next?",
            "NextDecisionNeeded", "Which decision is next?",
            "HoldForPromotion", "Promote change");

    private static final String BY_ZONE = "MigrateDatabases";
    private static final Set<String> VAGUE_VERBS = Set.of("handle", "process", "manage", "perform", "do");
    private static final Pattern CONDITION = Pattern.compile("=(\\w+) = (true|false|\"\\w+\")");
    private static final Pattern VARIABLE = Pattern.compile("=\\w+");

    /** The job types of all service tasks and user-task listeners; that of the migration without its zone. */
    public static Set<String> jobTypes() {
        return models().flatMap(model -> model.tasks().stream())
                .filter(task -> Set.of("serviceTask", "userTask").contains(task.getLocalName()))
                .map(task -> jobType(id(task)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names of all messages that a process waits for or starts with. */
    public static Set<String> messageNames() {
        return models().flatMap(model -> model.named("message").stream())
                .map(message -> message.getAttribute("name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<BpmnModel> models() {
        return BpmnModel.all();
    }

    @Test
    void holdsThreeProcessesAndTwoDecisions() {
        assertThat(models().map(BpmnModel::name)).containsExactly("DatabaseChange", "StageRollout", "WaveRollout");
        assertThat(BpmnModel.decisions().map(BpmnModel::name)).containsExactly("ApprovalPolicy", "RolloutPolicy");
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesTheProcessAfterItsFile(BpmnModel model) {
        var process = model.process();

        assertThat(id(process)).isEqualTo(model.name());
        assertThat(process.getAttribute("isExecutable")).isEqualTo("true");
        assertThat(model.document().getDocumentElement().getAttribute("modeler:executionPlatformVersion"))
                .isEqualTo("8.6.0");
    }

    @ParameterizedTest
    @MethodSource("models")
    void drawsOnlyWhatEveryEngineKnows(BpmnModel model) {
        assertThat(model.strangers()).extracting(ModelsTest::id).isEmpty();
        assertThat(elements(model.process(), ZEEBE, "taskListener")).isEmpty();
        assertThat(elements(model.process(), BPMN, "lane")).isEmpty();
        assertThat(model.nodes()).hasSizeLessThanOrEqualTo(25);
    }

    @ParameterizedTest
    @MethodSource("models")
    void spellsIdsAfterNames(BpmnModel model) {
        for (var node : model.nodes()) {
            if (name(node).isEmpty()) {
                assertThat(node.getLocalName()).as(id(node)).isEqualTo("exclusiveGateway");
                assertThat(id(node)).startsWith("Join");
            } else {
                assertThat(name(node)).isEqualTo(WORDED_OTHERWISE.getOrDefault(id(node), name(node)));
                assertThat(id(node)).isEqualTo(WORDED_OTHERWISE.containsKey(id(node)) ? id(node) : pascal(name(node)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesTasksByVerbAndObjectInSentenceCase(BpmnModel model) {
        for (var task : model.tasks()) {
            var words = List.of(name(task).split(" "));

            assertThat(words).as(id(task)).hasSizeGreaterThan(1);
            assertThat(VAGUE_VERBS).doesNotContain(words.getFirst().toLowerCase(Locale.ROOT));
            assertThat(words.subList(1, words.size()))
                    .allSatisfy(word -> assertThat(word).isLowerCase());
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesFlowsAfterTheirEndsOrAnswers(BpmnModel model) {
        for (var flow : model.flows()) {
            var end = name(flow).isEmpty() ? flow.getAttribute("targetRef") : pascal(name(flow));
            assertThat(id(flow)).isEqualTo("Flow_" + flow.getAttribute("sourceRef") + "_" + end);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void asksEachQuestionOfOneVariable(BpmnModel model) {
        for (var gateway : model.gateways()) {
            var answers = model.outgoing(gateway);
            if (name(gateway).isEmpty()) {
                assertThat(answers).as(id(gateway)).hasSize(1);
                continue;
            }
            var conditions = answers.stream()
                    .map(flow -> only(flow, BPMN, "conditionExpression").getTextContent())
                    .toList();

            assertThat(name(gateway)).endsWith("?");
            assertThat(gateway.hasAttribute("default")).as(id(gateway)).isFalse();
            assertThat(answers).allSatisfy(flow -> assertThat(name(flow)).isNotEmpty());
            assertThat(conditions).doesNotHaveDuplicates().allMatch(CONDITION.asMatchPredicate());
            assertThat(conditions.stream()
                            .map(condition -> condition.split(" ")[0])
                            .distinct())
                    .as(id(gateway))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void givesEachServiceTaskTheJobTypeOfItsId(BpmnModel model) {
        for (var task : model.named("serviceTask")) {
            var job = only(task, ZEEBE, "taskDefinition");
            var type = id(task).equals(BY_ZONE) ? "=\"" + jobType(BY_ZONE) + ".\" + zone" : jobType(id(task));

            assertThat(job.getAttribute("type")).isEqualTo(type);
            assertThat(job.getAttribute("retries")).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void endsEachUserTaskWithTheListenerOfItsId(BpmnModel model) {
        for (var task : model.named("userTask")) {
            var listener = only(task, ZEEBE, "executionListener");

            assertThat(elements(task, ZEEBE, "userTask")).as(id(task)).hasSize(1);
            assertThat(listener.getAttribute("eventType")).isEqualTo("end");
            assertThat(listener.getAttribute("type")).isEqualTo(jobType(id(task)));
            assertThat(listener.getAttribute("retries")).isEqualTo("5");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void asksAGroupOfTheProject(BpmnModel model) {
        for (var task : model.named("userTask")) {
            assertThat(only(task, ZEEBE, "assignmentDefinition").getAttribute("candidateGroups"))
                    .as(id(task))
                    .isIn("=[developerGroup]", "=[approverGroup]", "=[releaserGroup]");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void letsNothingSubmittedOutOfAUserTask(BpmnModel model) {
        for (var task : model.named("userTask")) {
            var output = only(task, ZEEBE, "output");

            assertThat(output.getAttribute("source")).isEqualTo("=\"" + id(task) + "\"");
            assertThat(output.getAttribute("target")).isEqualTo("answeredTask");
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void callsProcessesOfTheSameDeploymentWithNothingButTheirInputs(BpmnModel model) {
        var names = models().map(BpmnModel::name).toList();
        for (var call : model.named("callActivity")) {
            var called = only(call, ZEEBE, "calledElement");

            assertThat(called.getAttribute("processId")).isIn(names);
            assertThat(called.getAttribute("bindingType")).isEqualTo("deployment");
            assertThat(called.getAttribute("propagateAllParentVariables")).isEqualTo("false");
            assertThat(called.getAttribute("propagateAllChildVariables")).isEqualTo("false");
            assertThat(elements(call, ZEEBE, "input"))
                    .isNotEmpty()
                    .allSatisfy(input ->
                            assertThat(input.getAttribute("source")).isEqualTo("=" + input.getAttribute("target")));
            assertThat(elements(call, ZEEBE, "output")).isEmpty();
        }
    }

    @Test
    void reachesEveryProcessFromTheFirst() {
        var called = models().flatMap(model -> elements(model.process(), ZEEBE, "calledElement").stream())
                .map(call -> call.getAttribute("processId"));

        assertThat(called).containsExactlyInAnyOrder("StageRollout", "WaveRollout");
    }

    @Test
    void asksEveryDecisionOfTheSameDeploymentOnce() {
        var asked = models().flatMap(model -> elements(model.process(), ZEEBE, "calledDecision").stream())
                .toList();

        assertThat(asked)
                .extracting(decision -> decision.getAttribute("decisionId"))
                .containsExactlyInAnyOrderElementsOf(
                        BpmnModel.decisions().map(BpmnModel::name).toList());
        assertThat(asked).allSatisfy(decision -> {
            assertThat(decision.getAttribute("bindingType")).isEqualTo("deployment");
            assertThat(decision.getAttribute("resultVariable")).isEqualTo(camel(decision.getAttribute("decisionId")));
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void namesEachMessageAfterItsEventAndKeysItByOneId(BpmnModel model) {
        var catching = model.events().stream()
                .filter(event ->
                        !elements(event, BPMN, "messageEventDefinition").isEmpty())
                .collect(Collectors.toMap(
                        event -> only(event, BPMN, "messageEventDefinition").getAttribute("messageRef"),
                        event -> event));

        assertThat(model.named("message"))
                .extracting(ModelsTest::id)
                .containsExactlyInAnyOrderElementsOf(catching.keySet());
        for (var message : model.named("message")) {
            var event = Objects.requireNonNull(catching.get(id(message)));
            assertThat(message.getAttribute("name")).isEqualTo(jobType(id(event)));
            if (event.getLocalName().equals("boundaryEvent")) {
                assertThat(only(message, ZEEBE, "subscription").getAttribute("correlationKey"))
                        .matches(VARIABLE);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void readsEveryTimeFromAVariable(BpmnModel model) {
        assertThat(elements(model.process(), BPMN, "timerEventDefinition"))
                .allSatisfy(timer -> assertThat(only(timer, BPMN, "timeDate").getTextContent())
                        .matches(VARIABLE));
    }

    @ParameterizedTest
    @MethodSource("models")
    void repeatsOnlyOverBatchIdsThatItsJobsDoNotCarry(BpmnModel model) {
        for (var loop : elements(model.process(), ZEEBE, "loopCharacteristics")) {
            var task = (Element) loop.getParentNode().getParentNode().getParentNode();

            assertThat(loop.getAttribute("inputCollection")).isEqualTo("=batchIds");
            assertThat(loop.hasAttribute("outputCollection")).isFalse();
            assertThat(inputs(task)).containsEntry("batchIds", "=null").containsKey("zone");
        }
    }

    @Test
    void catchesEveryOtherCaseInTheLastRow() {
        assertThat(BpmnModel.decisions()).allSatisfy(model -> {
            var table = only(model.document().getDocumentElement(), DMN, "decisionTable");
            var rows = elements(table, DMN, "rule");

            assertThat(((Element) table.getParentNode()).getAttribute("id")).isEqualTo(model.name());
            assertThat(table.getAttribute("hitPolicy")).isEqualTo("FIRST");
            assertThat(elements(rows.getLast(), DMN, "inputEntry"))
                    .allSatisfy(entry -> assertThat(entry.getTextContent()).isBlank());
        });
    }

    @Test
    void explainsAndNamesEachRowOfADecision() {
        assertThat(BpmnModel.decisions()).allSatisfy(model -> {
            var rows = elements(model.document().getDocumentElement(), DMN, "rule");

            assertThat(rows)
                    .allSatisfy(row -> assertThat(only(row, DMN, "description").getTextContent())
                            .isNotBlank());
            assertThat(rows)
                    .extracting(row -> elements(row, DMN, "outputEntry")
                            .getFirst()
                            .getTextContent()
                            .strip())
                    .allMatch(row -> row.matches("\"[a-z-]+\""))
                    .doesNotHaveDuplicates();
        });
    }

    static Map<String, String> inputs(Element task) {
        return elements(task, ZEEBE, "input").stream()
                .collect(
                        Collectors.toMap(input -> input.getAttribute("target"), input -> input.getAttribute("source")));
    }

    private static String id(Element element) {
        return element.getAttribute("id");
    }

    private static String name(Element element) {
        return element.getAttribute("name");
    }

    private static String jobType(String id) {
        return "slipway." + camel(id);
    }

    private static String camel(String id) {
        return id.substring(0, 1).toLowerCase(Locale.ROOT) + id.substring(1);
    }

    private static String pascal(String name) {
        return Arrays.stream(name.split("[^A-Za-z0-9]+"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
