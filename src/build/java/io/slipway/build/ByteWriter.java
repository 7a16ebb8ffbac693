package io.slipway.build;

import java.io.ByteArrayOutputStream;

/** Writes the numbers and byte runs of the WebAssembly binary format. */
final class ByteWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    ByteWriter single(int value) {
        out.write(value);
        return this;
    }

    ByteWriter raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** Write an unsigned LEB128 number. */
    ByteWriter number(int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
        return this;
    }

    /** Write a signed LEB128 number. */
    ByteWriter signed(int value) {
        int rest = value;
        while (rest < -64 || rest > 63) {
            out.write(rest & 0x7f | 0x80);
            rest >>= 7;
        }
        out.write(rest & 0x7f);
        return this;
    }

    ByteWriter sized(byte[] bytes) {
        return number(bytes.length).raw(bytes);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
