package io.slipway.build;

import java.util.Arrays;

/** Reads the numbers and byte runs of the WebAssembly binary format. */
final class ByteReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.position = start;
        this.end = end;
    }

    ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    boolean hasMore() {
        return position < end;
    }

    int position() {
        return position;
    }

    int unsignedByte() {
        return bytes[position++] & 0xff;
    }

    /** Read an unsigned LEB128 number. */
    int number() {
        int value = 0;
        int shift = 0;
        int next;
        do {
            next = bytes[position++];
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while ((next & 0x80) != 0);
        return value;
    }

    /** Step over a LEB128 number of any width and sign. */
    void skipNumber() {
        while ((bytes[position++] & 0x80) != 0) {
            continue;
        }
    }

    void skip(int count) {
        position += count;
    }

    byte[] take(int count) {
        byte[] taken = Arrays.copyOfRange(bytes, position, position + count);
        position += count;
        return taken;
    }

    /** Return what was read since the given position. */
    byte[] since(int start) {
        return Arrays.copyOfRange(bytes, start, position);
    }
}
