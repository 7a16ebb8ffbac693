package io.slipway.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Secrets by reference; what a variable, command or file gave is kept until a server refuses it. Threads may share one. */
public final class Secrets {

    private static final int COMMAND_SECONDS = 10;

    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final UnaryOperator<@Nullable String> environment;

    /**
     * Read secrets.
     *
     * @param environment gives the value of a variable, or null
     */
    public Secrets(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    /** Return the secret, or null where the reference is blank because none is needed. */
    public @Nullable String read(String reference) {
        return reference.isBlank() ? null : known.computeIfAbsent(reference, this::fetch);
    }

    /** Read the secret anew after a server has refused it; tell whether it is another one now. */
    public boolean changed(String reference) {
        if (reference.isBlank()) {
            return false;
        }
        var refused = known.remove(reference);
        return !fetch(reference).equals(refused);
    }

    private String fetch(String reference) {
        var colon = reference.indexOf(':');
        var rest = reference.substring(colon + 1);
        return switch (colon < 0 ? "" : reference.substring(0, colon)) {
            case "env" -> fromEnvironment(reference, rest);
            case "file" -> fromFile(reference, rest);
            case "exec" -> fromCommand("exec:…", rest);
            default -> throw new SecretUnavailableException("…", "it is not a reference");
        };
    }

    private String fromEnvironment(String reference, String name) {
        var value = environment.apply(name);
        if (value == null) {
            throw new SecretUnavailableException(reference, "the variable is not set");
        }
        return value;
    }

    private static String fromFile(String reference, String path) {
        try {
            return Files.readString(Path.of(path)).strip();
        } catch (IOException e) {
            throw new SecretUnavailableException(reference, "the file cannot be read");
        }
    }

    private static String fromCommand(String reference, String command) {
        try {
            var process = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            return output(reference, process);
        } catch (IOException e) {
            throw new SecretUnavailableException(reference, "the command cannot be started");
        }
    }

    private static String output(String reference, Process process) throws IOException {
        Thread.startVirtualThread(() -> endLate(process));
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() != 0) {
                throw new SecretUnavailableException(reference, "the command failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SecretUnavailableException(reference, "the wait for the command was interrupted");
        }
        return text;
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
