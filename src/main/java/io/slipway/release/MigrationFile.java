package io.slipway.release;

import org.springframework.data.annotation.Id;

/**
 * One file of a release.
 *
 * @param version canonical text, so that 1, 01 and 1.0 are the same
 * @param sha256 of the statement's UTF-8 bytes, lower-case hex
 */
public record MigrationFile(
        @Id long id,
        long release,
        int position,
        String path,
        String version,
        MigrationKind kind,
        String sha256,
        String statement) {

    static MigrationFile of(long release, int position, String path, String version, MigrationKind kind, String text) {
        return new MigrationFile(0, release, position, path, version, kind, Digest.of(text), text);
    }
}
