package io.slipway.release;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger says of the text of a version: its SHA-256; or, where another tool ran it, that tool's checksum; or nothing.
 *
 * <p>Flyway's checksum is the CRC-32 of the lines in UTF-8 without their ends and without a byte order mark (its documentation of the
 * schema history table; the tests compare it with what Flyway writes).
 */
public final class RecordedText {

    private static final String FLYWAY = "crc32:";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private RecordedText() {}

    /** Return what the ledger says of a text of which Flyway has this checksum, or none. */
    public static String ofFlyway(@Nullable Integer checksum) {
        return checksum == null ? "" : FLYWAY + checksum;
    }

    /** Tell whether what is recorded was certainly another text than this one. */
    public static boolean isOther(String recorded, String sha256, String statement) {
        if (recorded.startsWith(FLYWAY)) {
            return !recorded.equals(FLYWAY + crc32(statement));
        }
        return !recorded.isEmpty() && !recorded.equals(sha256);
    }

    private static int crc32(String statement) {
        var text = statement.startsWith(BYTE_ORDER_MARK) ? statement.substring(1) : statement;
        var crc = new CRC32();
        text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
