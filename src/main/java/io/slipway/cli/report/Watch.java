package io.slipway.cli.report;

import io.slipway.cli.server.Api;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Follows a rollout until it ends or the time is up, and tells what changes. */
public final class Watch {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final String CLEAR = "\r\u001b[K";

    private final Api api;
    private final Surroundings surroundings;
    private final Set<String> told = new HashSet<>();
    private @Nullable ClientException interruption;

    public Watch(Api api, Surroundings surroundings) {
        this.api = api;
        this.surroundings = surroundings;
    }

    /** What was seen last, and how it ended. */
    public record Seen(JsonNode issue, Verdict verdict) {}

    /** Follow the issue of this name. */
    public Seen follow(String name, Duration timeout) {
        var end = surroundings.clock().instant().plus(timeout);
        JsonNode last = api.get(name);
        while (true) {
            tell(last);
            var verdict = Verdict.of(last);
            if (verdict.isPresent()) {
                clear();
                return new Seen(last, verdict.get());
            }
            if (!surroundings.clock().instant().isBefore(end)) {
                clear();
                return new Seen(last, stillWaiting(name, last, timeout));
            }
            rest(end);
            last = again(name, last);
        }
    }

    /** A server that is away for a while, as during an upgrade, is waited for. */
    private JsonNode again(String name, JsonNode last) {
        try {
            var issue = api.get(name);
            interruption = null;
            return issue;
        } catch (ClientException e) {
            if (!e.isPassing()) {
                throw e;
            }
            if (interruption == null) {
                line(e.getMessage() + " The client keeps trying.");
            }
            interruption = e;
            return last;
        }
    }

    private Verdict stillWaiting(String name, JsonNode issue, Duration timeout) {
        return new Verdict(
                ExitCode.WAITING,
                "Issue '%s' still waits after %s: %s. It goes on without this client; look again with 'slipway status'."
                        .formatted(
                                name,
                                Durations.shown(timeout),
                                Verdict.reached(issue).map(Sentences::stage).orElse("it is about to end")));
    }

    private void tell(JsonNode issue) {
        var present = Verdict.reached(issue).map(Sentences::stage);
        Sentences.stages(issue).stream()
                .filter(line -> !line.contains(": not reached yet"))
                .filter(told::add)
                .forEach(this::line);
        if (surroundings.terminal()) {
            present.ifPresent(line -> {
                surroundings.out().print(CLEAR + line);
                surroundings.out().flush();
            });
        }
    }

    private void line(String text) {
        clear();
        surroundings.out().println(TIME.format(surroundings.clock().instant()) + " " + text);
        surroundings.out().flush();
    }

    private void clear() {
        if (surroundings.terminal()) {
            surroundings.out().print(CLEAR);
        }
    }

    /** Nothing on this side tells when the server's state changes: it is asked again after a pause. */
    private void rest(Instant end) {
        var left = Duration.between(surroundings.clock().instant(), end);
        var pause = left.compareTo(surroundings.poll()) < 0 ? left : surroundings.poll();
        try {
            new CountDownLatch(1).await(Math.max(1, pause.toMillis()), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ClientException.usage(
                    "interrupted", "The client was interrupted.", "Look again with 'slipway status'.");
        }
    }
}
