package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The workflows can be read, and name only what is in the repository or what they make themselves. */
class WorkflowsTest {

    private static final Path FOLDER = Path.of(".github/workflows");
    private static final Pattern ACTION = Pattern.compile("[\\w-]+/[\\w-]+@v\\d+");
    private static final Pattern FILE = Pattern.compile("(?<![\\w/$}>.-])\\.?[\\w-]*/[\\w./-]+|(?<=<)[\\w.-]+");

    static Stream<Path> workflows() throws IOException {
        try (var files = Files.list(FOLDER)) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void haveJobsWithStepsAndALimitOfTime(Path workflow) {
        var read = Compose.yaml(workflow);

        assertThat(read.path("name").asString() + ".yml").isEqualTo(String.valueOf(workflow.getFileName()));
        assertThat(read.path("on").has("push")).isTrue();
        assertThat(read.at("/permissions/contents").asString()).isEqualTo("read");
        assertThat(read.path("jobs").valueStream()).isNotEmpty().allSatisfy(job -> {
            assertThat(job.path("timeout-minutes").asInt(0)).isPositive();
            assertThat(job.path("steps").valueStream()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void nameAVersionOfEachAction(Path workflow) {
        assertThat(steps(workflow)).allSatisfy(step -> {
            assertThat(step.has("uses")).isNotEqualTo(step.has("run"));
            if (step.has("uses")) {
                assertThat(step.path("uses").asString()).matches(ACTION);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void runWhatIsThere(Path workflow) {
        var named = commands(workflow)
                .flatMap(command -> FILE.matcher(command).results().map(MatchResult::group))
                .map(Path::of)
                .toList();

        assertThat(named).isNotEmpty().allSatisfy(file -> assertThat(file).exists());
        assertThat(named)
                .filteredOn(file -> !file.getFileName().toString().contains("."))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).isExecutable());
    }

    @Test
    void areShellThatCanBeRead() throws IOException {
        var scripts = new ArrayList<String>();
        for (var script : List.of(".ci/run", "slipway", "src/docker/smoke/run")) {
            scripts.add(Compose.text(Path.of(script)));
        }
        workflows().flatMap(WorkflowsTest::commands).forEach(scripts::add);

        assertThat(scripts).hasSizeGreaterThan(8).allSatisfy(script -> {
            var bash = Program.start(Map.of(), List.of("bash", "-n", "-c", script));
            assertThat(bash.exitCode()).as(bash.output()).isZero();
        });
    }

    private static Stream<String> commands(Path workflow) {
        return steps(workflow).map(step -> step.path("run").asString("")).filter(command -> !command.isEmpty());
    }

    private static Stream<JsonNode> steps(Path workflow) {
        return Compose.yaml(workflow)
                .path("jobs")
                .valueStream()
                .flatMap(job -> job.path("steps").valueStream());
    }
}
