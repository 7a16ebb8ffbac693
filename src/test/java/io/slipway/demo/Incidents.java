package io.slipway.demo;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Where the engine could not go on: each is a step that would be waited for in vain. */
final class Incidents {

    private static final String OF_ALL = "{\"filter\": {\"state\": \"ACTIVE\"}}";

    private final Api engine;
    private final Set<String> earlier = new HashSet<>();

    /** Take notice of those that an earlier run has left. */
    Incidents(URI engine) {
        this.engine = new Api(engine, "");
        search().forEach(incident -> earlier.add(key(incident)));
    }

    void requireNone() {
        search().stream()
                .filter(incident -> !earlier.contains(key(incident)))
                .findFirst()
                .ifPresent(incident -> {
                    throw DemoFailedException.incident(
                            incident.path("flowNodeId").asString(""),
                            incident.path("errorMessage").asString(""));
                });
    }

    private List<JsonNode> search() {
        return engine.send("POST", "/v2/incidents/search", OF_ALL)
                .body()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String key(JsonNode incident) {
        return incident.path("incidentKey").asString(incident.path("key").asString(""));
    }
}
