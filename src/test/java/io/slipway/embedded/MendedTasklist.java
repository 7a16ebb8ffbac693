package io.slipway.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;

/**
 * Lets Tasklist 8.6.0 show a user task that was created in the first millisecond of a second.
 *
 * <p>It writes such a time without a fraction, which its own index refuses, and from then on imports no user task at all: one
 * task in a thousand stops it for good (camunda/camunda#27237). The index that is made here takes both ways of writing.
 */
final class MendedTasklist {

    private static final String MAPPING = "schema/os/create/template/tasklist-list-view.json";
    private static final String WITH_FRACTION = "\"date_time || epoch_millis\"";
    private static final String WITH_OR_WITHOUT = "\"date_time || strict_date_optional_time || epoch_millis\"";

    private MendedTasklist() {}

    /** Write the mended mapping below a folder and return what goes to the head of Tasklist's class path. */
    static Path classPath(PlatformFiles files, Path folder) {
        var mended = folder.resolve("mended");
        var mapping = original(files.tasklistSchema());
        if (!mapping.contains(WITH_FRACTION)) {
            throw new IllegalStateException(
                    "Tasklist's mapping '%s' has changed: see whether it is still to be mended.".formatted(MAPPING));
        }
        try {
            var target = mended.resolve(MAPPING);
            Files.createDirectories(target.getParent());
            Files.writeString(target, mapping.replace(WITH_FRACTION, WITH_OR_WITHOUT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mended;
    }

    private static String original(Path jar) {
        try (var zip = new ZipFile(jar.toFile());
                var bytes = zip.getInputStream(zip.getEntry(MAPPING))) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
