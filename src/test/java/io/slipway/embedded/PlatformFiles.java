package io.slipway.embedded;

import io.slipway.testing.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Camunda's distribution and OpenSearch's class path on this disk, laid out by Maven on first use. */
record PlatformFiles(Path folder) {

    private static final String CAMUNDA = "8.6.0";
    private static final int CAMUNDA_MEGABYTES = 299;
    private static final long NEEDED_MEGABYTES = 3_000;
    private static final Pattern PROGRESS = Pattern.compile("(\\d+)(?:\\.\\d+)?/299 MB");
    private static final Duration PATIENCE = Duration.ofHours(2);

    /** Lay the files out unless an earlier run did; one that was interrupted is done again. */
    static PlatformFiles laidOut(Consumer<String> console) {
        var folder = Home.platform().resolve("camunda-" + CAMUNDA);
        if (!Once.isFilled(folder)) {
            Machine.requireMaven();
            Machine.requireSpace(Home.platform(), NEEDED_MEGABYTES);
            Once.fill(folder, empty -> layOut(empty, console));
        }
        return new PlatformFiles(folder);
    }

    Path camunda() {
        return folder.resolve("camunda").resolve("camunda-zeebe-" + CAMUNDA);
    }

    /** Return the library that holds the mappings of Tasklist's indexes. */
    Path tasklistSchema() {
        return camunda().resolve("lib").resolve("tasklist-els-schema-%s.jar".formatted(CAMUNDA));
    }

    String openSearchClassPath() {
        return folder.resolve("opensearch") + "/*";
    }

    private static void layOut(Path folder, Consumer<String> console) throws IOException {
        console.accept("Laying out Camunda %s and OpenSearch in '%s' (once)".formatted(CAMUNDA, folder));
        var log = folder.resolveSibling("maven.log");
        Files.deleteIfExists(log);
        // not in batch mode, which would keep silent about the progress of a download
        var command = List.of(
                "mvn",
                "-f",
                Home.platformPom().toString(),
                "-Dto=" + folder,
                "-Dstyle.color=never",
                "process-resources");
        try (var maven = Child.watched("Maven", "KILL", command, folder, log)) {
            var progress = new Progress(log, console);
            Waiting.until(PATIENCE, () -> {
                progress.tell();
                return !maven.isAlive();
            });
            if (!maven.hasSucceeded()) {
                throw PlatformException.notLaid(log);
            }
        }
    }

    /** Turns Maven's output into a line for every tenth of the download. */
    private static final class Progress {

        private static final int STEP = CAMUNDA_MEGABYTES / 10;

        private final Path log;
        private final Consumer<String> console;
        private int told = -1;

        Progress(Path log, Consumer<String> console) {
            this.log = log;
            this.console = console;
        }

        void tell() {
            var megabytes = downloaded();
            if (megabytes / STEP > told && megabytes > 0) {
                told = megabytes / STEP;
                console.accept("Downloading Camunda %s (%d MB, once) … %d MB"
                        .formatted(CAMUNDA, CAMUNDA_MEGABYTES, megabytes));
            }
        }

        private int downloaded() {
            try {
                return PROGRESS.matcher(Files.readString(log))
                        .results()
                        .mapToInt(match -> Integer.parseInt(match.group(1)))
                        .max()
                        .orElse(0);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
