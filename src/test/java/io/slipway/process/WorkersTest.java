package io.slipway.process;

import static io.slipway.process.BpmnModel.ZEEBE;
import static io.slipway.process.BpmnModel.elements;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkersTest {

    private static final Path RELEASED = Path.of("src/test/resources/released");
    private static final Pattern JOB_TYPE = Pattern.compile("slipway\\.[A-Za-z]+");

    private static List<JavaClass> workers() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.slipway.process")
                        .stream()
                        .filter(type -> type.isAssignableTo(Worker.class) && !type.isInterface())
                        .toList();
    }

    private static List<String> served() {
        return workers().stream()
                .map(worker -> Workers.jobType(worker.getSimpleName().replaceFirst("Worker$", "")))
                .toList();
    }

    /** The models of every release, and those that are about to be. */
    static List<Path> modelsInUse() throws IOException {
        try (var released = Files.walk(RELEASED)) {
            return Stream.concat(
                            BpmnModel.paths("bpmn", ".bpmn"),
                            released.filter(file -> file.toString().endsWith(".bpmn")))
                    .toList();
        }
    }

    @Test
    void servesEachJobTypeByOneWorker() {
        assertThat(served()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ModelsTest.jobTypes());
    }

    @Test
    void keepsWorkersToThemselves() {
        assertThat(workers())
                .allSatisfy(worker -> assertThat(worker.getSimpleName()).endsWith("Worker"))
                .noneMatch(
                        worker -> worker.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC));
    }

    @ParameterizedTest
    @MethodSource("modelsInUse")
    void servesTheModelsOfEveryRelease(Path file) {
        var document = BpmnModel.parse(file).getDocumentElement();
        var asked = Stream.of("taskDefinition", "executionListener")
                .flatMap(kind -> elements(document, ZEEBE, kind).stream())
                .map(element -> JOB_TYPE.matcher(element.getAttribute("type")))
                .filter(java.util.regex.Matcher::find)
                .map(java.util.regex.Matcher::group)
                .toList();

        assertThat(asked).isNotEmpty().isSubsetOf(served());
    }
}
