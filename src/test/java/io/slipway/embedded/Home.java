package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the platform lives on disk: what is laid out once, what a demo keeps, and what a test run throws away. */
public final class Home {

    private static final Path PLATFORM_POM = Path.of("src", "build", "platform", "pom.xml");

    private Home() {}

    /** Return the folder that demos keep their data in: {@code SLIPWAY_HOME}, or {@code .slipway} in the project. */
    public static Path ofProject() {
        return Optional.ofNullable(System.getenv("SLIPWAY_HOME"))
                .map(Path::of)
                .orElseGet(() -> projectRoot().resolve(".slipway"))
                .toAbsolutePath();
    }

    /** Return the folder that demos and tests share for what they only read. */
    public static Path platform() {
        return Optional.ofNullable(System.getenv("SLIPWAY_PLATFORM"))
                .map(Path::of)
                .orElseGet(() -> ofProject().resolve("platform"))
                .toAbsolutePath();
    }

    static Path platformPom() {
        return projectRoot().resolve(PLATFORM_POM);
    }

    /** Return this JVM's own folder under {@code target}; those of JVMs that have ended are removed. */
    static Path throwAway() {
        var folder = projectRoot().resolve("target").resolve("embedded");
        try {
            Files.createDirectories(folder);
            try (var children = Files.list(folder)) {
                for (var child : children.filter(Home::isLeftOver).toList()) {
                    Once.delete(child);
                }
            }
            return Files.createDirectories(
                    folder.resolve(Long.toString(ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isLeftOver(Path folder) {
        var name = folder.getFileName().toString();
        return name.chars().allMatch(Character::isDigit)
                && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    private static Path projectRoot() {
        var start = Path.of(Optional.ofNullable(System.getProperty("basedir")).orElse(""))
                .toAbsolutePath();
        for (var folder = start; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(PLATFORM_POM))) {
                return folder;
            }
        }
        return start;
    }
}
