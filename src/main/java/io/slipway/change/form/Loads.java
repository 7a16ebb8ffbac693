package io.slipway.change.form;

import io.slipway.failure.SlipwayException;
import io.slipway.project.TargetRef;
import io.slipway.rollout.task.TargetLink;
import io.slipway.target.ServerLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How busy servers are, asked of all at the same time as their readers; whoever does not answer soon is said to be silent. */
@Component
public class Loads {

    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int LONGEST = 200;

    private final TargetLink link;

    Loads(TargetLink link) {
        this.link = link;
    }

    /** Return a row for each server. */
    public List<Map<String, Object>> of(List<TargetRef> servers) {
        var asked = new ArrayList<CompletableFuture<Map<String, Object>>>();
        for (TargetRef server : servers) {
            var answer = new CompletableFuture<Map<String, Object>>();
            Thread.ofVirtual().name("load").start(() -> answer.complete(ask(server)));
            asked.add(answer.completeOnTimeout(
                    row(server, "Did not answer within %d seconds.".formatted(PATIENCE.toSeconds()), "", ""),
                    PATIENCE.toMillis(),
                    TimeUnit.MILLISECONDS));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private Map<String, Object> ask(TargetRef server) {
        try {
            ServerLoad load = link.load(server);
            return row(
                    server,
                    "%s%d active, %d of %d connections"
                            .formatted(
                                    load.partly() ? "at least " : "",
                                    load.active(),
                                    load.sessions(),
                                    load.maxConnections()),
                    shown(load.longestTransaction(), load.partly() ? "not shown to the reader" : "none"),
                    shown(load.lag(), load.partly() ? "not shown to the reader" : "no standby"));
        } catch (SlipwayException e) {
            String why = String.valueOf(e.getMessage());
            return row(
                    server,
                    "Out of reach: " + (why.length() <= LONGEST ? why : why.substring(0, LONGEST) + "…"),
                    "",
                    "");
        }
    }

    private static Map<String, Object> row(TargetRef server, String sessions, String transaction, String lag) {
        return Map.of(
                "instance", server.instance().name(), "sessions", sessions, "transaction", transaction, "lag", lag);
    }

    private static String shown(@Nullable Duration time, String none) {
        return time == null ? none : time.toSeconds() + " s";
    }
}
