package io.slipway.cli.report.ci;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls a platform's API. What goes wrong is told without what was sent or answered: it may hold secrets. */
final class Rest {

    private static final int NOT_FOUND = 404;

    private final HttpClient http;
    private final String address;
    private final Map<String, String> headers;
    private final String permission;

    /**
     * Make a way to an API.
     *
     * @param permission what the token must be allowed, as in {@code 'pull-requests: write'}
     */
    Rest(String address, Map<String, String> headers, String permission, @Nullable ProxySelector proxy) {
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        this.http = (proxy == null ? client : client.proxy(proxy)).build();
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.headers = headers;
        this.permission = permission;
    }

    JsonNode get(String path) {
        return call("GET", path, null);
    }

    JsonNode send(String method, String path, Object body) {
        return call(method, path, body);
    }

    /** Delete what may be there. */
    void delete(String path) {
        var status = exchange("DELETE", path, null).statusCode();
        if (status != NOT_FOUND) {
            require(status, "DELETE", path);
        }
    }

    private JsonNode call(String method, String path, @Nullable Object body) {
        var answer = exchange(method, path, body);
        require(answer.statusCode(), method, path);
        try {
            return answer.body().isBlank()
                    ? MissingNode.getInstance()
                    : JsonMapper.shared().readTree(answer.body());
        } catch (JacksonException e) {
            throw failed("'%s' answered %s %s with no JSON.".formatted(address, method, plain(path)));
        }
    }

    private void require(int status, String method, String path) {
        if (status < 200 || status >= 300) {
            throw failed("'%s' answered %s %s with status %d%s."
                    .formatted(
                            address,
                            method,
                            plain(path),
                            status,
                            status == 401 || status == 403 || status == NOT_FOUND
                                    ? "; the token must be allowed " + permission
                                    : ""));
        }
    }

    private static String plain(String path) {
        return path.replaceFirst("\\?.*$", "");
    }

    private HttpResponse<String> exchange(String method, String path, @Nullable Object body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(30));
            headers.forEach(request::header);
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            request.method(
                    method,
                    body == null
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IllegalArgumentException e) {
            throw failed("The address '%s' or the token for it cannot be used.".formatted(address));
        } catch (IOException e) {
            throw failed("'%s' does not answer (%s)."
                    .formatted(address, e.getMessage() == null ? "connection refused" : e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed("The client was interrupted.");
        }
    }

    private static ClientException failed(String sentence) {
        return ClientException.usage("report-not-sent", sentence, "The result of the command stands.");
    }
}
