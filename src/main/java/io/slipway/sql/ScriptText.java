package io.slipway.sql;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A script's text in the three units in which places are counted: the characters of a String, UTF-8 bytes (the parse tree) and code
 * points (PostgreSQL's errors).
 */
final class ScriptText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String text;
    private final int skipped;
    private final byte[] bytes;
    private final int[] lineStarts;
    /** The character at each byte; empty when both counts are the same. */
    private final int[] characterAt;

    ScriptText(String text) {
        this.text = text;
        this.skipped = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
        this.bytes = encode(text.substring(skipped));
        this.lineStarts = lineStarts(text);
        this.characterAt = bytes.length == text.length() - skipped ? new int[0] : characters();
    }

    private static byte[] encode(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new SqlNotParsedException(SqlNotParsedException.Reason.CONTAINS_NUL);
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOfRange(encoded.array(), encoded.position(), encoded.limit());
        } catch (CharacterCodingException e) {
            throw new SqlNotParsedException(SqlNotParsedException.Reason.INVALID_CHARACTER, e);
        }
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int
                [(int) text.chars().filter(character -> character == '\n').count() + 1];
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts[line++] = i + 1;
        }
        return starts;
    }

    private int[] characters() {
        int[] characters = new int[bytes.length + 1];
        int character = skipped;
        for (int i = 0; i < bytes.length; i++) {
            characters[i] = character;
            boolean lastOfCodePoint = i + 1 == bytes.length || (bytes[i + 1] & 0xc0) != 0x80;
            if (lastOfCodePoint) {
                character += Character.charCount(text.codePointAt(character));
            }
        }
        characters[bytes.length] = character;
        return characters;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Return the character's offset in the given text. */
    int offsetOfByte(int offset) {
        return characterAt.length == 0 ? offset + skipped : characterAt[offset];
    }

    /** Return the place of PostgreSQL's cursor, which counts code points from 1 and is 0 where there is none. */
    Place placeOfCursor(int cursor) {
        int codePoints = text.codePointCount(skipped, text.length());
        int wanted = Math.clamp(cursor - 1, 0, codePoints);
        return place(text.offsetByCodePoints(skipped, wanted));
    }

    Place place(int offset) {
        int line = line(offset);
        return new Place(offset, line, offset - lineStarts[line - 1] + 1);
    }

    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    String text() {
        return text;
    }

    /** Return where the script begins, behind a byte order mark. */
    int beginning() {
        return skipped;
    }
}
