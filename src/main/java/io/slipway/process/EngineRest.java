package io.slipway.process;

import io.slipway.failure.TransientException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks Camunda's REST API, whose shapes differ between 8.6 and 8.9; what goes wrong is told without what was sent or answered. */
@Component
@ConditionalOnProperty("slipway.camunda.grpc-address")
final class EngineRest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CamundaSettings settings;
    private final JsonMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    EngineRest(CamundaSettings settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    /**
     * Search with a body of {@code filter}, {@code sort} and {@code page}.
     *
     * @throws EngineUnreachableException if the engine does not answer with a list of items
     */
    List<JsonNode> search(String path, Map<String, ?> body) {
        var request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        try {
            JsonNode items = json.readTree(send(path, request)).path("items");
            if (items.isArray()) {
                return items.valueStream().toList();
            }
        } catch (JacksonException e) {
            throw new EngineUnreachableException(path, "the answer is no JSON");
        }
        throw new EngineUnreachableException(path, "the answer holds no list of items");
    }

    /** Return a document as it is. */
    String text(String path) {
        return send(path, request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        String base = settings.restAddress().toString().replaceAll("/+$", "");
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
        if (settings.isProtected()) {
            String login = settings.username() + ":" + settings.password();
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        }
        return request;
    }

    private String send(String path, HttpRequest.Builder request) {
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new EngineUnreachableException(path, "status " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new EngineUnreachableException(path, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineUnreachableException(path, "interrupted");
        }
    }

    /** Camunda's REST API did not answer as it should. */
    static final class EngineUnreachableException extends TransientException {
        EngineUnreachableException(String path, String what) {
            super(
                    "camunda-unreachable",
                    "Camunda's REST API did not answer '%s': %s.".formatted(path, what),
                    "Check 'slipway.camunda.rest-address' and the permissions of Slipway's user; it is tried again.");
        }
    }
}
