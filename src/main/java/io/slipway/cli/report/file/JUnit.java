package io.slipway.cli.report.file;

import io.slipway.cli.report.result.Case;
import io.slipway.cli.report.result.Result;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Test results in the XML that JUnit's Ant task made common: a suite for each target or stage. */
final class JUnit {

    private JUnit() {}

    static String write(Result result) {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            start(xml, "testsuites", result.title(), result.cases());
            for (var suite : result.cases().stream()
                    .collect(Collectors.groupingBy(Case::suite, LinkedHashMap::new, Collectors.toList()))
                    .entrySet()) {
                start(xml, "testsuite", suite.getKey(), suite.getValue());
                for (var one : suite.getValue()) {
                    write(xml, one);
                }
                xml.writeEndElement();
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("nothing keeps text from being written to memory", e);
        }
        return text + "\n";
    }

    private static void start(XMLStreamWriter xml, String element, String name, List<Case> cases)
            throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeAttribute("name", valid(name));
        xml.writeAttribute("tests", String.valueOf(cases.size()));
        xml.writeAttribute("failures", count(cases, Case.State.FAILED));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", count(cases, Case.State.SKIPPED));
    }

    private static String count(List<Case> cases, Case.State state) {
        return String.valueOf(cases.stream().filter(one -> one.state() == state).count());
    }

    private static void write(XMLStreamWriter xml, Case one) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", valid(one.suite()));
        xml.writeAttribute("name", valid(one.name()));
        switch (one.state()) {
            case FAILED -> {
                xml.writeStartElement("failure");
                xml.writeAttribute(
                        "message", valid(one.text().lines().findFirst().orElse("")));
                xml.writeAttribute("type", "ERROR");
                xml.writeCharacters(valid(one.text()));
                xml.writeEndElement();
            }
            case SKIPPED -> xml.writeEmptyElement("skipped");
            case PASSED -> {
                if (!one.text().isEmpty()) {
                    xml.writeStartElement("system-out");
                    xml.writeCharacters(valid(one.text()));
                    xml.writeEndElement();
                }
            }
        }
        xml.writeEndElement();
    }

    /** The writer escapes what XML can say, and passes what it cannot say on. */
    private static String valid(String text) {
        return text.codePoints()
                .map(c -> isValid(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isValid(int c) {
        return c == '\t' || c == '\n' || c >= 0x20 && c <= 0xD7FF || c >= 0xE000 && c <= 0xFFFD || c >= 0x10000;
    }
}
