package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SearchedModelsTest {

    private static final Bundle.Model PROCESS = new Bundle.Model("DatabaseChange.bpmn", "<ours/>");
    private static final Bundle.Model TABLE = new Bundle.Model("ApprovalPolicy.dmn", "<ours/>");

    private final StubEngine camunda = new StubEngine();
    private final DeployedModels models = new SearchedModels(new EngineRest(
            new CamundaSettings(camunda.address(), camunda.address(), "", null, List.of(), 1), JsonMapper.shared()));

    @AfterEach
    void stop() {
        camunda.close();
    }

    @Test
    void findsTheNewestProcessAndItsText() {
        camunda.answers("/v2/process-definitions/search", """
                {"items": [{"processDefinitionId": "DatabaseChange", "version": 4, "processDefinitionKey": "2251799813685249",
                  "resourceName": "DatabaseChange.bpmn", "tenantId": "<default>"}], "page": {"totalItems": 1}}
                """);
        camunda.answers("/v2/process-definitions/2251799813685249/xml", "<theirs/>");

        assertThat(models.newest(PROCESS, 3)).isEqualTo(4);
        assertThat(models.text(PROCESS)).contains("<theirs/>");
        var filter = camunda.requests().getFirst().body().at("/filter");
        assertThat(filter.at("/processDefinitionId").asString("")).isEqualTo("DatabaseChange");
        assertThat(filter.at("/isLatestVersion").asBoolean()).isTrue();
    }

    @Test
    void findsTheNewestDecisionTable() {
        camunda.answers("/v2/decision-definitions/search", """
                {"items": [{"decisionDefinitionId": "ApprovalPolicy", "version": 2, "decisionDefinitionKey": "7"}]}
                """);
        camunda.answers("/v2/decision-definitions/7/xml", "<theirs/>");

        assertThat(models.newest(TABLE, 0)).isEqualTo(2);
        assertThat(models.text(TABLE)).contains("<theirs/>");
    }

    @Test
    void findsNoneInAnEmptyEngine() {
        camunda.answers("/v2/process-definitions/search", "{\"items\": [], \"page\": {\"totalItems\": 0}}");

        assertThat(models.newest(PROCESS, 3)).isZero();
        assertThat(models.text(PROCESS)).isEmpty();
    }
}
