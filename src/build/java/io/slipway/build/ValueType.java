package io.slipway.build;

/** The value types of WebAssembly, as the binary format spells them. */
final class ValueType {

    static final byte I32 = 0x7f;
    static final byte I64 = 0x7e;
    /** The block type of a block that leaves nothing on the operand stack. */
    static final byte EMPTY = 0x40;

    private ValueType() {}
}
