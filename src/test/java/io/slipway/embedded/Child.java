package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A process of the platform that ends with this JVM: its standard input is a pipe which only we hold.
 *
 * <p>A Java child reads the pipe in {@link Leash}, another program through a watching shell; both end when the pipe closes, which
 * the operating system does even after {@code kill -9}. What ends this JVM when its own parent is killed is {@link Parent}. A child ignores the terminal's Ctrl-C, so that the parent ends the
 * children in order.
 */
final class Child implements AutoCloseable {

    /** Holds every running child: a collected {@link Process} would close the pipe and end its child. */
    private static final Set<Child> RUNNING = ConcurrentHashMap.newKeySet();

    private static final String UNTOUCHED_BY_TERMINAL = "trap '' INT HUP; exec \"$@\"";

    private static final String WATCHED = """
            trap '' INT HUP
            left=$1; shift
            exec 3<&0
            "$@" 3<&- </dev/null & server=$!
            { if read -r word <&3 && [ "$word" = stop ]; then kill -INT "$server"; else kill -"$left" "$server"; fi; } & leash=$!
            wait "$server"; status=$?
            kill "$leash" 2>/dev/null
            exit "$status"
            """;

    private final String name;
    private final Process process;
    private final Path log;

    private Child(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        RUNNING.add(this);
    }

    /** Start a JVM whose main class runs inside {@link Leash}. */
    static Child java(String name, List<String> arguments, Map<String, String> environment, Path directory, Path log) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", UNTOUCHED_BY_TERMINAL, "sh", Machine.java()));
        command.addAll(arguments);
        return start(name, command, environment, directory, log);
    }

    /** Start a program that cannot read the pipe itself: told to stop it gets SIGINT, left behind it gets the signal named. */
    static Child watched(String name, String leftBehind, List<String> program, Path directory, Path log) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", WATCHED, "sh", leftBehind));
        command.addAll(program);
        return start(name, command, Map.of(), directory, log);
    }

    private static Child start(
            String name, List<String> command, Map<String, String> environment, Path directory, Path log) {
        try {
            Files.createDirectories(directory);
            Files.createDirectories(log.toAbsolutePath().getParent());
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Child(name, builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** End all that run. */
    static void closeAll() {
        RUNNING.parallelStream().forEach(Child::close);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Return whether it has ended and done what it was started for. */
    boolean hasSucceeded() {
        return !process.isAlive() && process.exitValue() == 0;
    }

    Path log() {
        return log;
    }

    /** Refuse to go on waiting for a child that has ended. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw PlatformException.ended(name, process.exitValue(), log);
        }
    }

    /** Let it end in its own way, and end it when it takes too long. */
    @Override
    public void close() {
        end("stop\n", Duration.ofSeconds(10));
    }

    /** Close the pipe without a word, as our own death would. */
    void abandon() {
        end("", Duration.ofSeconds(10));
    }

    /** End it as {@code kill -9} does. */
    void kill() {
        try {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(this);
        }
    }

    private void end(String word, Duration patience) {
        try (var pipe = process.getOutputStream()) {
            pipe.write(word.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            process.destroy();
        }
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(this);
        }
    }
}
