package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;

/** Fills a folder once for every run on this machine; a folder whose marker was never written is emptied and filled again. */
final class Once {

    private static final String MARKER = ".complete";

    private Once() {}

    /** What fills the folder. */
    interface Filling {
        void fill(Path folder) throws IOException;
    }

    static boolean isFilled(Path folder) {
        return Files.exists(folder.resolve(MARKER));
    }

    /** Fill the folder unless it is filled; another process that wants the same waits for this one. */
    static synchronized Path fill(Path folder, Filling filling) {
        if (isFilled(folder)) {
            return folder;
        }
        try {
            Files.createDirectories(folder.getParent());
            var lockFile = folder.resolveSibling(folder.getFileName() + ".lock");
            try (var channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                if (!isFilled(folder) && lock.isValid()) {
                    delete(folder);
                    filling.fill(Files.createDirectories(folder));
                    Files.createFile(folder.resolve(MARKER));
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remove a folder and all it holds, if it is there. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
