package io.slipway.cli.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the server's API; what it refuses ends the client in the server's own words. */
public final class Api {

    private static final String JSON = "application/json";
    private static final Duration UPLOAD = Duration.ofMinutes(15);
    private static final int ATTEMPTS = 3;
    private static final int OK = 200;
    private static final int LARGEST_PAGE = 1000;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final JsonMapper json = JsonMapper.shared();
    private final URI address;
    private final String authorization;
    private final Versions versions;

    Api(URI address, String authorization, Versions versions) {
        this.address = address;
        this.authorization = authorization;
        this.versions = versions;
    }

    public JsonNode get(String path) {
        return call(request(path).GET());
    }

    /** Return all items of a paged list. */
    public List<JsonNode> list(String path) {
        var items = new ArrayList<JsonNode>();
        var token = "";
        do {
            var page = get("%s?pageSize=%d&pageToken=%s".formatted(path, LARGEST_PAGE, encoded(token)));
            page.at("/items").forEach(items::add);
            token = page.at("/nextPageToken").asString("");
        } while (!token.isEmpty());
        return items;
    }

    /** Write an answer that is no JSON to a file, as it comes. */
    public void save(String path, Path file) {
        var request = request(path).setHeader("Accept", "*/*").GET().build();
        try {
            var answer = http.send(request, BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                if (answer.statusCode() != OK) {
                    throw refusal(answer.statusCode(), read(new String(body.readAllBytes(), StandardCharsets.UTF_8)));
                }
                Files.copy(body, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw ClientException.passing(
                    "output-incomplete",
                    "What '%s' answers cannot be written to '%s' (%s).".formatted(address, file, e.getMessage()),
                    "Check that the server runs and that the folder is there, and run it again.");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Return a text as it stands in the query of an address. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return call(request(path).header("Content-Type", JSON).POST(text(body)));
    }

    /** Post something whose answer may take a while. */
    public JsonNode post(String path, Map<String, ?> body, Duration patience) {
        return call(request(path).timeout(patience).header("Content-Type", JSON).POST(text(body)));
    }

    /** Post something that must happen once, however often the connection breaks meanwhile. */
    public JsonNode postOnce(String path, Map<String, ?> body) {
        var request = request(path)
                .header("Content-Type", JSON)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(text(body));
        for (var attempt = 1; ; attempt++) {
            try {
                return call(request);
            } catch (ClientException e) {
                if (!e.isPassing() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Post a release with its files, which are read from disk as they are sent. */
    public JsonNode upload(String path, Map<String, ?> release, SortedMap<String, Path> files) {
        var body = new Multipart().json("release", json.writeValueAsString(release));
        files.forEach(body::file);
        return call(request(path)
                .timeout(UPLOAD)
                .header("Content-Type", body.contentType())
                .POST(body.publisher()));
    }

    public JsonNode patch(String path, Map<String, ?> body) {
        return call(request(path).header("Content-Type", JSON).method("PATCH", text(body)));
    }

    public JsonNode putYaml(String path, String yaml) {
        return call(request(path).header("Content-Type", "application/yaml").PUT(BodyPublishers.ofString(yaml)));
    }

    public void delete(String path) {
        call(request(path).DELETE());
    }

    private HttpRequest.BodyPublisher text(Map<String, ?> body) {
        return BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(address + "/v1/" + path))
                .timeout(Duration.ofMinutes(2))
                .header("Accept", JSON)
                .header("Authorization", authorization);
        versions.tell(request);
        return request;
    }

    private JsonNode call(HttpRequest.Builder request) {
        var answer = send(request.build());
        versions.hear(answer.headers());
        var body = read(answer.body());
        if (answer.statusCode() >= 200 && answer.statusCode() < 300 && body != null) {
            return body;
        }
        throw refusal(answer.statusCode(), body);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw ClientException.passing(
                    "unreachable",
                    "Slipway does not answer at '%s' (%s)."
                            .formatted(address, e.getMessage() == null ? "connection refused" : e.getMessage()),
                    "Check --url or SLIPWAY_URL, and that the server runs.");
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static ClientException interrupted() {
        Thread.currentThread().interrupt();
        return ClientException.usage("interrupted", "The client was interrupted.", "Run it again.");
    }

    private @Nullable JsonNode read(String body) {
        if (body.isBlank()) {
            return json.createObjectNode();
        }
        try {
            return json.readTree(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private ClientException refusal(int status, @Nullable JsonNode problem) {
        if (problem == null || !problem.has("detail")) {
            return status >= 500
                    ? ClientException.passing(
                            "unavailable",
                            "'%s' answered with status %d.".formatted(address, status),
                            "Try again later, or look into the server's log.")
                    : ClientException.refused(
                            "not-slipway",
                            "'%s' answered with status %d and nothing that Slipway says.".formatted(address, status),
                            "Check --url or SLIPWAY_URL: another program may answer there.");
        }
        var code = problem.at("/code").asString("refused");
        var detail = problem.at("/detail").asString("");
        var help = problem.at("/help").asString("");
        return status == 503 || status == 502
                ? ClientException.passing(code, detail, help)
                : ClientException.refused(code, detail, help);
    }
}
