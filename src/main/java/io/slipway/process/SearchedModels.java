package io.slipway.process;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds versions and texts on 8.9 by its search, which follows a deployment by seconds. */
final class SearchedModels implements DeployedModels {

    private final EngineRest rest;

    SearchedModels(EngineRest rest) {
        this.rest = rest;
    }

    @Override
    public int newest(Bundle.Model model, int known) {
        return latest(model).map(found -> found.path("version").asInt(0)).orElse(0);
    }

    @Override
    public Optional<String> text(Bundle.Model model) {
        String key = model.isProcess() ? "processDefinitionKey" : "decisionDefinitionKey";
        return latest(model)
                .map(found -> rest.text(
                        "/v2/%s/%s/xml".formatted(kind(model), found.path(key).asString(""))));
    }

    private Optional<JsonNode> latest(Bundle.Model model) {
        String id = model.isProcess() ? "processDefinitionId" : "decisionDefinitionId";
        var body = Map.of("filter", Map.of(id, model.id(), "isLatestVersion", true));
        return rest.search("/v2/%s/search".formatted(kind(model)), body).stream()
                .filter(found -> found.path(id).asString("").equals(model.id()))
                .max(Comparator.comparingInt(found -> found.path("version").asInt(0)));
    }

    private static String kind(Bundle.Model model) {
        return model.isProcess() ? "process-definitions" : "decision-definitions";
    }
}
