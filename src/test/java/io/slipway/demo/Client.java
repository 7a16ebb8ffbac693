package io.slipway.demo;

import io.slipway.SlipwayApplication;
import io.slipway.embedded.Leash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** The {@code slipway} client, run as a process of its own in the surroundings of whoever calls; it ends with this JVM. */
final class Client {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG");

    private final Narrator narrator;
    private final Map<String, String> environment;

    Client(Narrator narrator, Map<String, String> environment) {
        this.narrator = narrator;
        this.environment = Map.copyOf(environment);
    }

    /** Run a command to its end, and fail unless it did what it was asked for. */
    List<String> run(String command) {
        return start(command).done();
    }

    /** Run a command in the background; what it says is shown as it comes. */
    Run start(String command) {
        var all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                Leash.class.getName(),
                SlipwayApplication.class.getName()));
        all.addAll(List.of(command.split(" ")));
        var builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "client-close"));
            return new Run(command, process, narrator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command that runs or has run, and what it said. */
    static final class Run {

        private static final Pattern OPENED = Pattern.compile("Opened issue '([^']+)'.*");

        private final String command;
        private final Process process;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;

        private Run(String command, Process process, Narrator narrator) {
            this.command = command;
            this.process = process;
            narrator.say("$ slipway " + command);
            this.reader = Thread.ofVirtual()
                    .start(() -> process.inputReader().lines().forEach(line -> {
                        lines.add(line);
                        narrator.say("| " + line);
                    }));
        }

        boolean isAlive() {
            return process.isAlive();
        }

        /** Return the name of the issue that it said it opened. */
        Optional<String> issue() {
            requireNotFailed();
            return lines.stream()
                    .map(OPENED::matcher)
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .findFirst();
        }

        /** Wait for its end, fail unless it ended well, and return what it said. */
        List<String> done() {
            try {
                process.waitFor();
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while 'slipway %s' ran".formatted(command), e);
            }
            requireNotFailed();
            return List.copyOf(lines);
        }

        private void requireNotFailed() {
            if (!process.isAlive() && process.exitValue() != 0) {
                throw DemoFailedException.client(command, process.exitValue());
            }
        }
    }
}
