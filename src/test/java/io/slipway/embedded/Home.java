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

    /** Return this JVM's own folder for what nobody needs afterwards; those of JVMs that have ended are removed. */
    static Path throwAway() {
        return ThrowAway.FOLDER;
    }

    private static final class ThrowAway {

        /** Where Linux keeps files in memory; test servers create and drop hundreds of databases of some 300 files each. */
        private static final Path MEMORY = Path.of("/dev/shm");

        /** A run of all tests writes about 4 GB. */
        private static final long NEEDED_BYTES = 8L << 30;

        private static final Path FOLDER = make();

        private static Path make() {
            try {
                return isRoomy(MEMORY) ? inMemory() : own(projectRoot().resolve("target"), "embedded");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static boolean isRoomy(Path folder) throws IOException {
            return Files.isWritable(folder) && Files.getFileStore(folder).getUsableSpace() >= NEEDED_BYTES;
        }

        /** Memory is given back when this JVM ends, or by the next one if this one is killed. */
        private static Path inMemory() throws IOException {
            var folder = own(MEMORY, "slipway-tests-" + System.getProperty("user.name"));
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                Child.closeAll();
                                try {
                                    Once.delete(folder);
                                } catch (IOException | UncheckedIOException e) {
                                    System.err.println("left in " + folder + ": " + e.getMessage());
                                }
                            },
                            "throw-away"));
            return folder;
        }

        private static Path own(Path place, String name) throws IOException {
            var folder = Files.createDirectories(place.resolve(name));
            try (var children = Files.list(folder)) {
                for (var child : children.filter(Home::isLeftOver).toList()) {
                    Once.delete(child);
                }
            }
            return Files.createDirectories(
                    folder.resolve(Long.toString(ProcessHandle.current().pid())));
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
