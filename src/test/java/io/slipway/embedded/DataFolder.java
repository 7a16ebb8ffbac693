package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/**
 * What a platform keeps between runs: all of it or none, since Zeebe, its index and PostgreSQL tell one story.
 *
 * <p>A folder whose first start never came to its end is started over. One run at a time holds it.
 */
final class DataFolder implements AutoCloseable {

    private static final long NEEDED_MEGABYTES = 1_500;

    private final Path data;
    private final Path logs;
    private final Path leash;
    private final FileChannel lock;

    private DataFolder(Path home, FileChannel lock) {
        this.data = home.resolve("data");
        this.logs = home.resolve("log");
        this.leash = home.resolve("leash");
        this.lock = lock;
    }

    static DataFolder open(Path home, boolean fresh) {
        Machine.requireSpace(home, NEEDED_MEGABYTES);
        try {
            Files.createDirectories(home);
            var folder = new DataFolder(home, lock(home));
            if (fresh || !Files.exists(folder.marker())) {
                Once.delete(folder.data);
                Once.delete(folder.logs);
            }
            Files.createDirectories(folder.data);
            Files.createDirectories(folder.logs);
            folder.writeLeash();
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel lock(Path home) throws IOException {
        var channel =
                FileChannel.open(home.resolve("running.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException ofThisJvm) {
            channel.close();
            throw PlatformException.folderInUse(home);
        }
        channel.close();
        throw PlatformException.folderInUse(home);
    }

    Path of(String component) {
        return data.resolve(component);
    }

    /** Delete what a component has kept; it must not be running. */
    void forget(String component) {
        try {
            Once.delete(of(component));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(String component) {
        return logs.resolve(component + ".log");
    }

    /** Say that the platform came up on this data, which is worth keeping from now on. */
    void complete() {
        try {
            if (!Files.exists(marker())) {
                Files.createFile(marker());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the class path of what runs around the main class of a child: written anew, since it may have changed. */
    String leash() {
        return leash.toString();
    }

    private void writeLeash() throws IOException {
        for (var type : List.of(Leash.class, OpenSearchMain.class)) {
            copyClass(type, leash);
        }
    }

    private static void copyClass(Class<?> type, Path classPath) throws IOException {
        var target = classPath.resolve(type.getName().replace('.', '/') + ".class");
        Files.createDirectories(target.getParent());
        try (var bytes = type.getResourceAsStream(type.getSimpleName() + ".class")) {
            Files.copy(Objects.requireNonNull(bytes), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path marker() {
        // the number changes with what older data cannot be used with, like the mappings of Tasklist's indexes
        return data.resolve(".complete-2");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
