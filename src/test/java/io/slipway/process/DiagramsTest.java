package io.slipway.process;

import static io.slipway.process.BpmnModel.BPMN;
import static io.slipway.process.BpmnModel.DI;
import static io.slipway.process.BpmnModel.elements;
import static io.slipway.process.BpmnModel.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

/** Keeps the drawings readable: everything drawn, left to right, nothing on top of anything else. */
@NullMarked
class DiagramsTest {
    private static final String DC = "http://www.omg.org/spec/DD/20100524/DC";
    private static final String DD = "http://www.omg.org/spec/DD/20100524/DI";
    private static final Pattern DRAWN = Pattern.compile("data-element-id=\"(\\w+)\"");

    static Stream<BpmnModel> models() {
        return BpmnModel.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void drawsEveryElementAndNothingElse(BpmnModel model) {
        var elements = Stream.of(
                        model.nodes(), model.flows(), model.named("textAnnotation"), model.named("association"))
                .flatMap(List::stream)
                .map(element -> element.getAttribute("id"))
                .toList();

        assertThat(Stream.concat(shapes(model).stream(), edges(model).stream()))
                .extracting(drawn -> drawn.getAttribute("bpmnElement"))
                .containsExactlyInAnyOrderElementsOf(elements);
    }

    @ParameterizedTest
    @MethodSource("models")
    void placesTheLabelOfEveryNamedEventGatewayAndFlow(BpmnModel model) {
        var drawn = Stream.concat(shapes(model).stream(), edges(model).stream())
                .collect(Collectors.toMap(element -> element.getAttribute("bpmnElement"), element -> element));

        assertThat(Stream.of(model.events(), model.gateways(), model.flows()).flatMap(List::stream))
                .filteredOn(element -> !element.getAttribute("name").isEmpty())
                .allSatisfy(element -> assertThat(elements(at(drawn, element.getAttribute("id")), DI, "BPMNLabel"))
                        .as(element.getAttribute("id"))
                        .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("models")
    void explainsItselfAtItsStart(BpmnModel model) {
        var about = only(model.process(), BPMN, "textAnnotation");
        var starts = model.named("startEvent").stream()
                .map(start -> start.getAttribute("id"))
                .toList();

        assertThat(about.getTextContent()).contains("Trigger:", "People:", "Outcome:");
        assertThat(only(model.process(), BPMN, "association").getAttribute("sourceRef"))
                .isIn(starts);
    }

    @ParameterizedTest
    @MethodSource("models")
    void crossesNoFlows(BpmnModel model) {
        var lines = lines(model);
        var crossings = pairs(
                lines,
                lines,
                (a, these, b, those) -> a.compareTo(b) < 0
                        && these.stream().anyMatch(line -> those.stream().anyMatch(line::intersectsLine)));

        assertThat(crossings).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void leadsNoFlowThroughANodeOrALabel(BpmnModel model) {
        var ends = model.flows().stream()
                .collect(Collectors.toMap(
                        flow -> flow.getAttribute("id"),
                        flow -> Set.of(flow.getAttribute("sourceRef"), flow.getAttribute("targetRef"))));

        var throughNodes = pairs(
                lines(model),
                boxes(model, 2),
                (flow, lines, node, box) -> !ends.getOrDefault(flow, Set.of()).contains(node)
                        && lines.stream().anyMatch(box::intersectsLine));
        var throughLabels = pairs(
                lines(model),
                labels(model),
                (flow, lines, owner, label) -> lines.stream().anyMatch(label::intersectsLine));

        assertThat(throughNodes).isEmpty();
        assertThat(throughLabels).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void laysNoLabelOverAnything(BpmnModel model) {
        var gateways = model.gateways().stream()
                .map(gateway -> gateway.getAttribute("id"))
                .collect(Collectors.toSet());

        var onNodes = pairs(
                labels(model),
                boxes(model, 1),
                (owner, label, node, box) -> (gateways.contains(node) ? diamond(box) : box).intersects(label));
        var onLabels = pairs(
                labels(model),
                labels(model),
                (owner, label, other, box) -> !owner.equals(other) && box.intersects(label));

        assertThat(onNodes).isEmpty();
        assertThat(onLabels).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void runsStraightFromLeftToRight(BpmnModel model) {
        var boxes = boxes(model, 0);
        var happy = model.nodes().stream()
                .map(node -> node.getAttribute("id"))
                .filter(boxes::containsKey)
                .map(node -> at(boxes, node))
                .filter(box -> box.getCenterY() == at(boxes, firstStart(model)).getCenterY())
                .toList();

        assertThat(happy).hasSizeGreaterThan(model.nodes().size() / 2);
        assertThat(happy.getLast().getMaxX())
                .isEqualTo(boxes.values().stream()
                        .mapToDouble(Rectangle2D::getMaxX)
                        .max()
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("models")
    void isPicturedInTheDocumentation(BpmnModel model) throws IOException {
        var picture = Files.readString(Path.of("src/docs/pictures", model.name() + ".svg"));
        var drawn = DRAWN.matcher(picture)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(Stream.concat(model.nodes().stream(), model.flows().stream()))
                .extracting(element -> element.getAttribute("id"))
                .allMatch(drawn::contains);
        assertThat(drawn)
                .hasSizeLessThanOrEqualTo(
                        3 * (model.nodes().size() + model.flows().size()));
    }

    private static <T> T at(Map<String, T> drawn, String id) {
        return Objects.requireNonNull(drawn.get(id), id);
    }

    private static String firstStart(BpmnModel model) {
        return model.named("startEvent").getFirst().getAttribute("id");
    }

    private static List<Element> shapes(BpmnModel model) {
        return elements(model.document().getDocumentElement(), DI, "BPMNShape");
    }

    private static List<Element> edges(BpmnModel model) {
        return elements(model.document().getDocumentElement(), DI, "BPMNEdge");
    }

    /** The boxes of all nodes and the annotation but not of the frames around other nodes. */
    private static Map<String, Rectangle2D> boxes(BpmnModel model, double inset) {
        var boxes = shapes(model).stream()
                .collect(Collectors.toMap(
                        shape -> shape.getAttribute("bpmnElement"),
                        shape -> box(elements(shape, DC, "Bounds").getFirst(), inset)));
        model.named("subProcess").forEach(frame -> boxes.remove(frame.getAttribute("id")));
        return boxes;
    }

    private static Shape diamond(Rectangle2D box) {
        var diamond = new Path2D.Double();
        diamond.moveTo(box.getMinX(), box.getCenterY());
        diamond.lineTo(box.getCenterX(), box.getMinY());
        diamond.lineTo(box.getMaxX(), box.getCenterY());
        diamond.lineTo(box.getCenterX(), box.getMaxY());
        diamond.closePath();
        return diamond;
    }

    private interface Clash<A, B> {
        boolean between(String a, A drawn, String b, B other);
    }

    private static <A, B> List<String> pairs(Map<String, A> drawn, Map<String, B> others, Clash<A, B> clash) {
        return drawn.entrySet().stream()
                .flatMap(a -> others.entrySet().stream()
                        .filter(b -> clash.between(a.getKey(), a.getValue(), b.getKey(), b.getValue()))
                        .map(b -> a.getKey() + " on " + b.getKey()))
                .toList();
    }

    private static Map<String, Rectangle2D> labels(BpmnModel model) {
        return elements(model.document().getDocumentElement(), DI, "BPMNLabel").stream()
                .collect(Collectors.toMap(
                        label -> ((Element) label.getParentNode()).getAttribute("bpmnElement"),
                        label -> box(only(label, DC, "Bounds"), 0)));
    }

    private static Rectangle2D box(Element bounds, double inset) {
        return new Rectangle2D.Double(
                number(bounds, "x") + inset,
                number(bounds, "y") + inset,
                number(bounds, "width") - 2 * inset,
                number(bounds, "height") - 2 * inset);
    }

    private static Map<String, List<Line2D>> lines(BpmnModel model) {
        return edges(model).stream()
                .collect(Collectors.toMap(edge -> edge.getAttribute("bpmnElement"), DiagramsTest::lines));
    }

    private static List<Line2D> lines(Element edge) {
        var points = elements(edge, DD, "waypoint");
        return IntStream.range(1, points.size())
                .mapToObj(i -> (Line2D) new Line2D.Double(
                        number(points.get(i - 1), "x"),
                        number(points.get(i - 1), "y"),
                        number(points.get(i), "x"),
                        number(points.get(i), "y")))
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
