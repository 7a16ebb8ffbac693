package io.slipway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that a test has started, and what it has said, on both outputs, so far; closing it ends it with all that it started. */
public final class Program implements AutoCloseable {

    private final Process process;
    private final StringBuffer output = new StringBuffer();
    private final Thread reader;

    private Program(Process process) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try {
            process.inputReader().lines().forEach(line -> output.append(line).append('\n'));
        } catch (UncheckedIOException e) {
            // Ending a program by force closes its output under the reader; an open one must not be lost silently.
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** Return the command that runs a main class in a JVM like this one. */
    public static List<String> java(Class<?> main, String... arguments) {
        var java = Path.of(Objects.requireNonNull(System.getProperty("java.home")), "bin", "java");
        var classPath = Objects.requireNonNull(System.getProperty("java.class.path"));
        var command = new ArrayList<>(List.of(java.toString(), "-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Return where a program is on the PATH. */
    public static Optional<Path> onPath(String name) {
        var path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Start a command in this JVM's environment with some variables more. */
    public static Program start(Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return start(builder);
    }

    /** Start what was built. */
    public static Program start(ProcessBuilder builder) {
        try {
            return new Program(builder.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Wait for a line that has a text in it, and fail with all that was said when the program ends without it. */
    public void awaitLine(Duration patience, String text) {
        Waiting.until(patience, () -> output().contains(text) || !process.isAlive());
        if (!output().contains(text)) {
            throw new AssertionError("It ended without '%s':\n%s".formatted(text, output()));
        }
    }

    /** Return it with all that it has started and that runs now. */
    public List<ProcessHandle> all() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
    }

    /** End it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
    }

    /** End it as Ctrl-C and {@code kill} do; what it says then is read, too. */
    public void end() {
        process.toHandle().destroy();
    }

    /** Wait for its end and return its exit code. */
    public int exitCode() {
        try {
            var code = process.waitFor();
            reader.join();
            return code;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Return what it has said. */
    public String output() {
        return output.toString();
    }

    @Override
    public void close() {
        all().forEach(ProcessHandle::destroyForcibly);
    }
}
