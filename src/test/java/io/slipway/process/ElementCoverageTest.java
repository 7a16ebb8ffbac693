package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.testing.TestOrder;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The process tests of this run together have been through every element and every sequence flow of every model. */
@Order(TestOrder.COVERAGE)
class ElementCoverageTest {

    /** How long the engine's records are on their way. */
    private static final Duration EXPORTED = Duration.ofSeconds(15);

    @Test
    void reachesEveryElementAndFlow() {
        assumeThat(RanProcessTests.names())
                .as("a run of all process tests")
                .containsAll(new ClassFileImporter()
                        .importPackages("io.slipway.process").stream()
                                .filter(type -> type.isAnnotatedWith(ProcessTest.class))
                                .filter(type -> !type.isAnnotatedWith(Order.class))
                                .map(JavaClass::getName)
                                .toList());
        Set<String> drawn = BpmnModel.all().flatMap(ElementCoverageTest::drawn).collect(Collectors.toSet());

        try {
            Awaitility.await()
                    .atMost(EXPORTED)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> missed(drawn).isEmpty());
        } catch (ConditionTimeoutException e) {
            assertThat(missed(drawn))
                    .as("elements and flows of %d that no process test reaches", drawn.size())
                    .isEmpty();
        }
        System.out.printf("Element coverage: all %d elements and flows of the models were reached%n", drawn.size());
    }

    private static Stream<String> drawn(BpmnModel model) {
        return Stream.concat(model.nodes().stream(), model.flows().stream())
                .map((Element element) -> model.name() + "/" + element.getAttribute("id"));
    }

    private static Set<String> missed(Set<String> drawn) {
        var missed = new TreeSet<>(drawn);
        missed.removeAll(Records.reached(EmbeddedPlatform.shared().openSearchAddress()));
        return missed;
    }
}
