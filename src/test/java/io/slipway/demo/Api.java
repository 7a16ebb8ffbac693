package io.slipway.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Slipway's REST API, called with the token of one account. */
record Api(URI address, String token) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came back. */
    record Answer(int status, JsonNode body) {}

    /** Issue a token to an account and return the API as that account calls it. */
    Api as(String account) {
        var answer = send("POST", "/v1/accounts/%s/tokens".formatted(account), "{\"name\": \"demo\"}");
        if (answer.status() != 201) {
            throw DemoFailedException.unexpected(
                    "The answer to a token for '%s'".formatted(account), 201, answer.status());
        }
        return new Api(address, answer.body().path("token").asString());
    }

    Answer send(String method, String path, String body) {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/yaml")
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            var isJson =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            var json = JsonMapper.shared();
            return new Answer(response.statusCode(), isJson ? json.readTree(response.body()) : json.nullNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while calling " + path, e);
        }
    }

    @Override
    public String toString() {
        return "Api[%s]".formatted(address);
    }
}
