package io.slipway.cli.report.ci;

import io.slipway.cli.pipeline.Pipeline;
import io.slipway.cli.report.result.Level;
import io.slipway.cli.report.result.Note;
import io.slipway.cli.report.result.Plain;
import io.slipway.cli.report.result.Result;
import io.slipway.cli.server.ClientException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bitbucket's Code Insights, through the proxy of a pipeline that signs requests in: a report of the commit with its annotations. */
final class Bitbucket {

    private static final String PROXY = "http://localhost:29418";
    private static final int MOST_ANNOTATIONS = 1_000;
    private static final int PER_REQUEST = 100;
    private static final int LONGEST_SUMMARY = 450;
    private static final int LONGEST_DETAILS = 2_000;

    private final Pipeline pipeline;

    Bitbucket(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    void report(Result result) {
        // The proxy takes plain HTTP only, and speaks HTTPS beyond.
        var rest = new Rest(
                "http://api.bitbucket.org/2.0",
                Map.of("Accept", "application/json"),
                "to write reports; outside of Bitbucket's own runners set SLIPWAY_BITBUCKET_PROXY",
                ProxySelector.of(proxy()));
        var path = "/repositories/%s/%s/commit/%s/reports/%s"
                .formatted(
                        pipeline.get("BITBUCKET_WORKSPACE"),
                        pipeline.get("BITBUCKET_REPO_SLUG"),
                        pipeline.commit(),
                        result.key());
        // Annotations of an earlier run of the pipeline would stay.
        rest.delete(path);
        rest.send("PUT", path, body(result));
        var annotations = annotations(result);
        for (var start = 0; start < annotations.size(); start += PER_REQUEST) {
            rest.send(
                    "POST",
                    path + "/annotations",
                    annotations.subList(start, Math.min(start + PER_REQUEST, annotations.size())));
        }
    }

    private InetSocketAddress proxy() {
        var configured = pipeline.get("SLIPWAY_BITBUCKET_PROXY");
        try {
            var proxy = URI.create(configured.isEmpty() ? PROXY : configured);
            if (proxy.getHost() != null && proxy.getPort() > 0) {
                return new InetSocketAddress(proxy.getHost(), proxy.getPort());
            }
        } catch (IllegalArgumentException noAddress) {
            throw unusable(configured);
        }
        throw unusable(configured);
    }

    private static ClientException unusable(String proxy) {
        return ClientException.usage(
                "proxy-invalid",
                "SLIPWAY_BITBUCKET_PROXY is '%s', which is no address with a port, as in '%s'.".formatted(proxy, PROXY),
                "Correct it.");
    }

    private static Map<String, Object> body(Result result) {
        var body = new LinkedHashMap<String, Object>();
        body.put("title", Plain.cut(result.title(), LONGEST_SUMMARY));
        body.put("details", Plain.cut(result.sentence(), LONGEST_DETAILS));
        body.put("report_type", "BUG");
        body.put("reporter", "Slipway");
        body.put(
                "result",
                switch (result.outcome()) {
                    case PASSED -> "PASSED";
                    case FAILED -> "FAILED";
                    case WAITING -> "PENDING";
                });
        if (!result.link().isEmpty()) {
            body.put("link", result.link());
        }
        body.put("data", List.of(number("Errors", result, Level.ERROR), number("Warnings", result, Level.WARNING)));
        return body;
    }

    private static Map<String, Object> number(String title, Result result, Level level) {
        return Map.of("title", title, "type", "NUMBER", "value", result.count(level));
    }

    private static List<Map<String, Object>> annotations(Result result) {
        var annotations = new ArrayList<Map<String, Object>>();
        result.notes().stream().limit(MOST_ANNOTATIONS).forEach(note -> {
            var annotation = new LinkedHashMap<String, Object>();
            annotation.put("external_id", "%s-%d".formatted(result.key(), annotations.size()));
            annotation.put("annotation_type", note.level() == Level.ERROR ? "BUG" : "CODE_SMELL");
            annotation.put("summary", Plain.cut(note.rule() + ": " + note.sentence(), LONGEST_SUMMARY));
            annotation.put("details", Plain.cut(note.sentence(), LONGEST_DETAILS));
            annotation.put("severity", severity(note));
            if (!note.path().isEmpty()) {
                annotation.put("path", note.path());
            }
            if (!note.path().isEmpty() && note.line() > 0) {
                annotation.put("line", note.line());
            }
            annotations.add(annotation);
        });
        return annotations;
    }

    private static String severity(Note note) {
        return switch (note.level()) {
            case ERROR -> "HIGH";
            case WARNING -> "MEDIUM";
            case INFO -> "LOW";
        };
    }
}
