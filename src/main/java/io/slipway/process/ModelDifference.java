package io.slipway.process;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Tells two versions of a process or a decision table apart by their elements; where they are drawn does not count. */
final class ModelDifference {

    private static final String DIAGRAM = "DI";

    private ModelDifference() {}

    /** Return a sentence for each element of either that the other has not, or has otherwise. */
    static List<String> between(String theirs, String ours) {
        try {
            Map<String, String> old = elements(theirs);
            Map<String, String> bundled = elements(ours);
            var sentences = new ArrayList<String>();
            bundled.forEach((id, text) -> {
                if (!old.containsKey(id)) {
                    sentences.add("'%s' is only in the bundled model.".formatted(id));
                } else if (!text.equals(old.get(id))) {
                    sentences.add("'%s' differs.".formatted(id));
                }
            });
            old.keySet().stream()
                    .filter(id -> !bundled.containsKey(id))
                    .forEach(id -> sentences.add("'%s' is only in the model in Camunda.".formatted(id)));
            return sentences;
        } catch (SAXException | IOException e) {
            return List.of("The model in Camunda can't be read.");
        }
    }

    private static Map<String, String> elements(String model) throws SAXException, IOException {
        var elements = new LinkedHashMap<String, String>();
        collect(parse(model), elements);
        return elements;
    }

    private static Element parse(String model) throws SAXException, IOException {
        try {
            var factory = DocumentBuilderFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(model))).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collect(Element element, Map<String, String> into) {
        if (isDrawing(element)) {
            return;
        }
        if (element.hasAttribute("id")) {
            into.put(element.getAttribute("id"), own(element));
        }
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                collect(inner, into);
            }
        }
    }

    /** Return what an element says itself, without the elements in it that have an id of their own. */
    private static String own(Element element) {
        var attributes = new TreeMap<String, String>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            var attribute = element.getAttributes().item(i);
            if (!attribute.getNodeName().startsWith("xmlns")) {
                attributes.put(String.valueOf(attribute.getLocalName()), attribute.getNodeValue());
            }
        }
        var text = new StringBuilder(element.getLocalName()).append(attributes);
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element inner) {
                text.append(inner.hasAttribute("id") || isDrawing(inner) ? "" : own(inner));
            } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
                text.append(child.getNodeValue().strip());
            }
        }
        return text.toString();
    }

    private static boolean isDrawing(Element element) {
        return String.valueOf(element.getNamespaceURI()).contains("/" + DIAGRAM)
                || String.valueOf(element.getNamespaceURI()).contains("/DMNDI");
    }
}
