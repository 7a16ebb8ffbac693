package io.slipway.cli.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * What the client finds around it, so that tests can put something else there.
 *
 * @param terminal whether a person looks on, so that a line may be written over
 * @param poll how long to wait before looking at a rollout again
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        Map<String, String> environment,
        Path folder,
        Clock clock,
        Duration poll) {}
