package io.slipway.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.NullMarked;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A model file of {@code bpmn/} as its elements, for the tests that keep the models to the house rules. */
@NullMarked
record BpmnModel(String name, Document document) {
    static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";
    static final String ZEEBE = "http://camunda.org/schema/zeebe/1.0";
    static final String DI = "http://www.omg.org/spec/BPMN/20100524/DI";
    static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";

    private static final Set<String> TASKS = Set.of("serviceTask", "userTask", "businessRuleTask", "callActivity");
    private static final Set<String> EVENTS = Set.of("startEvent", "endEvent", "boundaryEvent");
    private static final String GATEWAY = "exclusiveGateway";
    private static final String SUB_PROCESS = "subProcess";

    static Stream<BpmnModel> all() {
        return files("bpmn", ".bpmn");
    }

    static Stream<BpmnModel> decisions() {
        return files("bpmn", ".dmn");
    }

    private static Stream<BpmnModel> files(String folder, String ending) {
        return paths(folder, ending).map(file -> new BpmnModel(stem(file), parse(file)));
    }

    static Stream<Path> paths(String folder, String ending) {
        try (var files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static String stem(Path file) {
        return file.getFileName().toString().replaceFirst("\\.\\w+$", "");
    }

    static Document parse(Path file) {
        var factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            return factory.newDocumentBuilder().parse(file.toFile());
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("Could not read '" + file + "'.", e);
        }
    }

    List<Element> nodes() {
        return all(element -> TASKS.contains(element)
                || EVENTS.contains(element)
                || GATEWAY.equals(element)
                || SUB_PROCESS.equals(element));
    }

    List<Element> tasks() {
        return all(TASKS::contains);
    }

    List<Element> events() {
        return all(EVENTS::contains);
    }

    List<Element> gateways() {
        return all(GATEWAY::equals);
    }

    List<Element> flows() {
        return all("sequenceFlow"::equals);
    }

    List<Element> named(String kind) {
        return all(kind::equals);
    }

    /** The flow nodes that are of none of the kinds this project draws. */
    List<Element> strangers() {
        return elements(document.getDocumentElement(), BPMN, "*").stream()
                .filter(element ->
                        element.getLocalName().matches(".*(Task|Event|Gateway|Process|Activity|transaction)"))
                .filter(element -> !element.getLocalName().equals("process"))
                .filter(element -> !nodes().contains(element))
                .toList();
    }

    private List<Element> all(Predicate<String> kind) {
        return elements(document.getDocumentElement(), BPMN, "*").stream()
                .filter(element -> kind.test(element.getLocalName()))
                .toList();
    }

    Element process() {
        return only(document.getDocumentElement(), BPMN, "process");
    }

    List<Element> outgoing(Element node) {
        return flows().stream()
                .filter(flow -> flow.getAttribute("sourceRef").equals(node.getAttribute("id")))
                .toList();
    }

    static List<Element> elements(Element parent, String namespace, String name) {
        var found = parent.getElementsByTagNameNS(namespace, name);
        var elements = new ArrayList<Element>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static Element only(Element parent, String namespace, String name) {
        var found = elements(parent, namespace, name);
        if (found.size() != 1) {
            throw new AssertionError(
                    "'%s' holds %d elements %s, not one.".formatted(parent.getAttribute("id"), found.size(), name));
        }
        return found.getFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
