package io.slipway.cli.server;

import java.io.FileNotFoundException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A request's body in parts (RFC 7578), of which files are read as they are sent. */
final class Multipart {

    private final String boundary = UUID.randomUUID().toString();
    private final List<BodyPublisher> parts = new ArrayList<>();

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    Multipart json(String name, String text) {
        begin("name=\"%s\"".formatted(name), "application/json");
        parts.add(BodyPublishers.ofString(text));
        return this;
    }

    /** Add one of the files; its name is its path, whatever characters it has (RFC 5987). */
    void file(String path, Path file) {
        var name = URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20");
        begin("name=\"files\"; filename=\"file.sql\"; filename*=UTF-8''" + name, "application/sql");
        try {
            parts.add(BodyPublishers.ofFile(file));
        } catch (FileNotFoundException e) {
            throw ClientException.usage(
                    "file-unreadable",
                    "The file '%s' cannot be read.".formatted(path),
                    "Check that it is there and that you may read it.");
        }
    }

    BodyPublisher publisher() {
        parts.add(BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
    }

    private void begin(String disposition, String contentType) {
        parts.add(BodyPublishers.ofString("%s--%s\r\nContent-Disposition: form-data; %s\r\nContent-Type: %s\r\n\r\n"
                .formatted(parts.isEmpty() ? "" : "\r\n", boundary, disposition, contentType)));
    }
}
