package io.slipway.embedded;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's programs for this machine, unpacked once from the archive on the class path. */
final class PostgresBinaries {

    private static final Path OTHERS = Path.of("target", "other-postgres");
    private static final Pattern JAR = Pattern.compile("/([^/]+)\\.jar!");
    private static final int EXECUTABLE = 0100;

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /** Unpack the programs that are on the class path. */
    static PostgresBinaries unpacked() {
        var name = archive(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        var archive = resource(name);
        if (archive == null) {
            throw PlatformException.unsupported(name);
        }
        return unpacked(archive);
    }

    /** Unpack the programs of another major version, which the build brings for Linux only; without them the test is skipped. */
    static PostgresBinaries ofMajor(String major) {
        assumeThat(OTHERS)
                .as("the build brings other versions of PostgreSQL for Linux only; what they do is NOT tested")
                .isDirectory();
        try (var jars = Files.newDirectoryStream(OTHERS, "*-" + major + ".*.jar")) {
            var name = archive(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
            return unpacked(
                    URI.create("jar:%s!%s".formatted(jars.iterator().next().toUri(), name))
                            .toURL());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PostgresBinaries unpacked(URL archive) {
        var jar = JAR.matcher(archive.toString());
        var name = jar.find() ? jar.group(1) : "postgresql";
        return new PostgresBinaries(Once.fill(Home.platform().resolve(name), folder -> unpack(archive, folder)));
    }

    /** Return the major version, as the jar's name has it. */
    int major() {
        var name = folder.getFileName().toString();
        var version = name.substring(name.lastIndexOf('-') + 1);
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    /** Return the start of a command line that runs a program, which PostgreSQL refuses to root. */
    List<String> program(String name) {
        var program = folder.resolve("bin").resolve(name).toString();
        return "root".equals(System.getProperty("user.name"))
                ? List.of("unshare", "--user", program)
                : List.of(program);
    }

    private static String archive(String os, String arch) {
        var system = os.toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : os.toLowerCase(Locale.ROOT);
        var processor = arch.equals("aarch64") ? "arm_64" : "x86_64";
        return "/postgres-%s-%s.txz".formatted(system, processor);
    }

    private static @Nullable URL resource(String name) {
        return PostgresBinaries.class.getResource(name);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (var in =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive.openStream())))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpack(in, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream in, TarArchiveEntry entry, Path folder) throws IOException {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("The archive names '%s', which lies outside.".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.createDirectories(target.getParent());
            if (entry.isSymbolicLink()) {
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else if (entry.isLink()) {
                Files.createLink(target, folder.resolve(entry.getLinkName()).normalize());
            } else {
                Files.copy(in, target);
                if ((entry.getMode() & EXECUTABLE) != 0) {
                    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        }
    }
}
