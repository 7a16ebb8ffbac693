package io.slipway.process;

import io.slipway.embedded.Http;
import java.net.URI;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the engine's exported records say of elements. */
final class Records {

    private static final JsonMapper JSON = JsonMapper.shared();
    /** Of the distinct ids that one answer lists; all models together have some two hundred. */
    private static final int MOST_IDS = 5_000;

    private Records() {}

    /** Return the ids of the elements that a process instance has completed. */
    static Set<String> completed(URI openSearch, long processInstance) {
        return search(openSearch, """
                {"bool": {"must": [
                  {"term": {"intent": "ELEMENT_COMPLETED"}},
                  {"term": {"value.processInstanceKey": %d}}]}}
                """.formatted(processInstance)).stream()
                .map(element -> element.substring(element.indexOf('/') + 1))
                .collect(Collectors.toSet());
    }

    /** Return what was reached of all processes, as {@code process/element}: flows are taken, and what was interrupted was entered. */
    static Set<String> reached(URI openSearch) {
        return search(
                openSearch,
                "{\"terms\": {\"intent\": [\"ELEMENT_ACTIVATED\", \"ELEMENT_COMPLETED\", \"SEQUENCE_FLOW_TAKEN\"]}}");
    }

    private static Set<String> search(URI openSearch, String query) {
        String body = """
                {"size": 0, "query": %s,
                 "aggs": {"process": {"terms": {"field": "value.bpmnProcessId", "size": 100},
                          "aggs": {"element": {"terms": {"field": "value.elementId", "size": %d}}}}}}
                """.formatted(query, MOST_IDS);
        JsonNode answer = JSON.readTree(
                Http.sendJson("POST", openSearch.resolve("/zeebe-record_process-instance_*/_search"), body));
        return answer.path("aggregations")
                .path("process")
                .path("buckets")
                .valueStream()
                .flatMap(process -> process.path("element")
                        .path("buckets")
                        .valueStream()
                        .map(element -> process.path("key").asString() + "/"
                                + element.path("key").asString()))
                .collect(Collectors.toSet());
    }
}
