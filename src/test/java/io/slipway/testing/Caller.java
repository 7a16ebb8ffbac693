package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the running application's API over HTTP, as a program would. */
public final class Caller {

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();
    private int port;

    /** What came back. */
    public record Answer(int status, JsonNode body, HttpResponse<String> response) {

        /** Return the text at a JSON pointer. */
        public String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    @EventListener
    void listening(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            port = event.getWebServer().getPort();
        }
    }

    /** Return where the application listens. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public Answer get(String path, @Nullable String token) {
        return call("GET", path, token, "application/json", BodyPublishers.noBody());
    }

    public Answer delete(String path, @Nullable String token) {
        return call("DELETE", path, token, "application/json", BodyPublishers.noBody());
    }

    public Answer post(String path, @Nullable String token, String body) {
        return call("POST", path, token, "application/json", BodyPublishers.ofString(body));
    }

    /** Post with an Idempotency-Key. */
    public Answer repeatable(String path, String token, String key, String body) {
        return send("POST", path, "Bearer " + token, "application/json", BodyPublishers.ofString(body), key);
    }

    public Answer putYaml(String path, @Nullable String token, String yaml) {
        return call("PUT", path, token, "application/yaml", BodyPublishers.ofString(yaml));
    }

    public Answer call(String method, String path, @Nullable String token, String type, BodyPublisher body) {
        return send(method, path, token == null ? null : "Bearer " + token, type, body);
    }

    /** Call with an Authorization header as it stands. */
    public Answer authorized(String path, String authorization) {
        return send("GET", path, authorization, "application/json", BodyPublishers.noBody());
    }

    private Answer send(String method, String path, @Nullable String authorization, String type, BodyPublisher body) {
        return send(method, path, authorization, type, body, null);
    }

    private Answer send(
            String method,
            String path,
            @Nullable String authorization,
            String type,
            BodyPublisher body,
            @Nullable String key) {
        var request = HttpRequest.newBuilder(address().resolve(path))
                .method(method, body)
                .header("Content-Type", type);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var answered = response.headers().firstValue("Content-Type").orElse("");
            var isJson = answered.contains("json") && !answered.contains("ndjson");
            return new Answer(
                    response.statusCode(), isJson ? json.readTree(response.body()) : json.nullNode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + path, e);
        }
    }
}
