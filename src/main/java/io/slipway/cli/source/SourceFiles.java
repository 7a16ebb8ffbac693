package io.slipway.cli.source;

import io.slipway.cli.server.ClientException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the files that patterns stand for; a pattern is matched against the path below the working folder. */
public final class SourceFiles {

    private static final long LARGEST = 50L * 1024 * 1024;
    private static final long LARGEST_RELEASE = 200L * 1024 * 1024;

    private final Path folder;

    public SourceFiles(Path folder) {
        this.folder = folder;
    }

    /** Return the texts by path, in order; together they have at most 50 MB. */
    public Map<String, String> read(List<String> patterns) {
        var texts = new TreeMap<String, String>();
        found(patterns, LARGEST).forEach((name, file) -> texts.put(name, text(name, file)));
        return texts;
    }

    /** Return the files by path, in order, each found to be text; together they have at most 200 MB. */
    public SortedMap<String, Path> find(List<String> patterns) {
        var found = found(patterns, LARGEST_RELEASE);
        found.forEach(SourceFiles::text);
        return found;
    }

    private SortedMap<String, Path> found(List<String> patterns, long most) {
        var found = new TreeMap<String, Path>();
        for (var pattern : patterns) {
            var matching = matching(FilePattern.of(pattern));
            if (matching.isEmpty()) {
                throw ClientException.usage(
                        "no-files",
                        "No file below '%s' matches '%s'.".formatted(folder, pattern),
                        "Check --file-pattern; quote it, so that the shell does not expand it.");
            }
            found.putAll(matching);
        }
        var total = 0L;
        for (var file : found.entrySet()) {
            total += size(file.getKey(), file.getValue());
            requireTotal(total, most);
        }
        return found;
    }

    /** Return the text of one file, named relative to the working folder. */
    public String one(String path) {
        try {
            return text(path, folder.resolve(path));
        } catch (InvalidPathException e) {
            throw unreadable(path, e);
        }
    }

    private Map<String, Path> matching(FilePattern pattern) {
        var found = new TreeMap<String, Path>();
        var start = folder.resolve(pattern.literalFolder()).normalize();
        if (!Files.isDirectory(start)) {
            return found;
        }
        try {
            Files.walkFileTree(start, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                    return visited.endsWith(".git") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path visited, BasicFileAttributes attributes) {
                    var name = name(visited);
                    if (pattern.matches(name)) {
                        found.put(name, visited);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw unreadable(start.toString(), e);
        }
        return found;
    }

    private String name(Path file) {
        var shown = file.startsWith(folder) ? folder.relativize(file) : file;
        return shown.toString().replace('\\', '/');
    }

    private static long size(String name, Path file) {
        try {
            var size = Files.size(file);
            if (size > LARGEST) {
                throw ClientException.usage(
                        "file-too-large",
                        "File '%s' has %d MB, more than 50.".formatted(name, size / 1024 / 1024),
                        "Load bulk data outside of migrations, or split the file.");
            }
            return size;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static void requireTotal(long total, long most) {
        if (total > most) {
            throw ClientException.usage(
                    "release-too-large",
                    "The files together have more than %d MB.".formatted(most / 1024 / 1024),
                    "Narrow --file-pattern, or make several releases.");
        }
    }

    private static String text(String name, Path file) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ClientException.usage(
                    "file-not-utf8",
                    "File '%s' is not UTF-8.".formatted(name),
                    "Convert it, as with 'iconv -t UTF-8'.");
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static ClientException unreadable(String name, Exception e) {
        return ClientException.usage(
                "file-unreadable",
                "The file '%s' cannot be read.".formatted(name),
                "Check that it is there and that you may read it: %s.".formatted(e));
    }
}
