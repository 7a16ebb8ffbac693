package io.slipway.migrate.script;

import io.slipway.release.Digest;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.modulith.NamedInterface;

/** A run of statements of a file that takes effect as one: a transaction, or a single statement outside any. */
@NamedInterface("script")
public record Segment(int position, boolean inPlace, boolean last, List<FileStatement> statements) {

    /** Return the hash of what runs; blanks and comments between the statements do not count. */
    public String sha256() {
        return Digest.of(statements.stream().map(FileStatement::text).collect(Collectors.joining(";\n")));
    }

    public FileStatement only() {
        return statements.getFirst();
    }
}
