package io.slipway.cli.report.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.cli.report.Results;
import io.slipway.cli.server.ClientException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportFileTest {

    @TempDir
    Path folder;

    private String written(String format) throws Exception {
        ReportFile.of(format + "=reports/out", folder).write(Results.failed());
        return Files.readString(folder.resolve("reports/out"));
    }

    @Test
    void writesASuiteForEachTarget() throws Exception {
        var text = written("junit");
        var suites = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
        var suite = (Element) suites.getElementsByTagName("testsuite").item(0);
        var failure = (Element) suite.getElementsByTagName("failure").item(0);

        assertThat(suites.getTagName()).isEqualTo("testsuites");
        assertThat(suites.getAttribute("tests")).isEqualTo("4");
        assertThat(suites.getAttribute("failures")).isEqualTo("1");
        assertThat(suites.getAttribute("skipped")).isEqualTo("1");
        assertThat(suite.getAttribute("name")).isEqualTo("dev-1/a");
        assertThat(suite.getAttribute("tests")).isEqualTo("3");
        assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("db/V1__a.sql");
        assertThat(failure.getTextContent()).isEqualTo(Results.HOSTILE.replace('\u0001', '\uFFFD'));
        assertThat(suites.getElementsByTagName("b").getLength()).isZero();
        assertThat(suites.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(suites.getElementsByTagName("system-out").item(0).getTextContent())
                .isEqualTo("WARNING It was not tried.");
    }

    @Test
    void writesSarifWithAPlaceForEachResult() throws Exception {
        var run = JsonMapper.shared().readTree(written("SARIF")).at("/runs/0");
        var results = run.at("/results");

        assertThat(results).hasSize(2);
        assertThat(results.at("/0/ruleId").asString()).isEqualTo("avoid-drop-table");
        assertThat(rule(run, results.at("/0"))).isEqualTo("avoid-drop-table");
        assertThat(results.at("/0/level").asString()).isEqualTo("error");
        assertThat(results.at("/0/message/text").asString())
                .startsWith("dev-1/a: ]]>")
                .doesNotContain("](", "\n");
        assertThat(results.at("/0/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(3);
        assertThat(results.at("/1/level").asString()).isEqualTo("warning");
        assertThat(results.at("/1/locations/0/physicalLocation/artifactLocation/uri")
                        .asString())
                .isEqualTo("db/V2%20%C3%BC%2C%3A%5D.sql");
        assertThat(results.at("/1/locations/0/physicalLocation/region/startLine")
                        .asInt())
                .isEqualTo(1);
        assertThat(results.at("/0/partialFingerprints/slipwayFinding~1v1").asString())
                .hasSize(64);
        assertThat(run.at("/invocations/0/toolExecutionNotifications/0/descriptor/id")
                        .asString())
                .isEqualTo("unreachable");
    }

    private static String rule(JsonNode run, JsonNode result) {
        return run.at("/tool/driver/rules/%d/id"
                        .formatted(result.at("/ruleIndex").asInt()))
                .asString();
    }

    @Test
    void writesCodeQualityWithFingerprintsOfTheirOwn() throws Exception {
        var issues = JsonMapper.shared().readTree(written("codequality"));

        assertThat(issues).hasSize(2);
        assertThat(issues.at("/0/check_name").asString()).isEqualTo("avoid-drop-table");
        assertThat(issues.at("/0/severity").asString()).isEqualTo("critical");
        assertThat(issues.at("/0/location/path").asString()).isEqualTo("db/V1__a.sql");
        assertThat(issues.at("/0/location/lines/begin").asInt()).isEqualTo(3);
        assertThat(issues.at("/1/severity").asString()).isEqualTo("minor");
        assertThat(issues.at("/1/location/lines/begin").asInt()).isEqualTo(1);
        assertThat(issues.at("/0/fingerprint").asString())
                .isNotEqualTo(issues.at("/1/fingerprint").asString());
    }

    @Test
    void refusesWhatIsNoReport() {
        assertThatThrownBy(() -> ReportFile.of("html=a.html", folder))
                .isInstanceOf(ClientException.class)
                .hasMessage("'html=a.html' is no report.");
        assertThatThrownBy(() -> ReportFile.of("junit", folder)).hasMessage("'junit' is no report.");
        assertThatThrownBy(() -> ReportFile.of("junit=\0", folder)).isInstanceOf(ClientException.class);
    }

    @Test
    void tellsThatAReportCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("reports"), "a file");

        assertThatThrownBy(() -> ReportFile.of("junit=reports/a.xml", folder).write(Results.failed()))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("cannot be written");
    }
}
