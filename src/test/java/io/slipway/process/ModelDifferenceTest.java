package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModelDifferenceTest {

    private static final String OURS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI">
              <process id="P"><task id="A" name="Ask"/><task id="B" name="Do it"><x type="one"/></task></process>
              <di:BPMNDiagram id="D"/>
            </definitions>
            """;

    @Test
    void tellsElementsApartByWhatTheySay() {
        String theirs = OURS.replace("<task id=\"A\" name=\"Ask\"/>", "<task id=\"C\" name=\"Ask the owner\"/>")
                .replace("type=\"one\"", "type=\"two\"");

        assertThat(ModelDifference.between(theirs, OURS))
                .containsExactly(
                        "'A' is only in the bundled model.", "'B' differs.", "'C' is only in the model in Camunda.");
    }

    @Test
    void doesNotCountWhereElementsAreDrawnOrHowTheFileIsWritten() {
        String theirs = OURS.replace(
                        "<di:BPMNDiagram id=\"D\"/>", "<di:BPMNDiagram id=\"E\"><di:x y=\"3\"/></di:BPMNDiagram>")
                .replace("id=\"A\" name=\"Ask\"", "name=\"Ask\"   id=\"A\"");

        assertThat(ModelDifference.between(theirs, OURS)).isEmpty();
    }

    @Test
    void readsNothingFromOutsideTheModel() {
        String theirs = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><x id=\"&e;\"/>";

        assertThat(ModelDifference.between(theirs, OURS)).containsExactly("The model in Camunda can't be read.");
    }
}
