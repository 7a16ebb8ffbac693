package io.slipway.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** SHA-256 over a sequence of texts, each preceded by its length so that no two sequences look the same. */
public final class Digest {

    private final MessageDigest digest = sha256();

    /** Return the SHA-256 of one text in UTF-8, as lower-case hex. */
    public static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Return what tells a track's files from others by their paths and hashes, whatever commit they come from. */
    public static String ofFiles(String track, Map<String, String> sha256ByPath) {
        var digest = new Digest().add(track);
        new TreeMap<>(sha256ByPath).forEach((path, sha256) -> digest.add(path).add(sha256));
        return digest.hex();
    }

    public Digest add(@Nullable String text) {
        if (text == null) {
            digest.update((byte) 0);
            return this;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((byte) 1);
        digest.update(new byte[] {
            (byte) (bytes.length >> 24), (byte) (bytes.length >> 16), (byte) (bytes.length >> 8), (byte) bytes.length
        });
        digest.update(bytes);
        return this;
    }

    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
