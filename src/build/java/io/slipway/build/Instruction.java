package io.slipway.build;

/**
 * One instruction of a function body, with its branch targets named instead of counted.
 *
 * @param opcode what it does
 * @param raw the bytes it was read from
 * @param label the block that it opens or closes, or {@link #NO_LABEL}; the function itself is {@link #FUNCTION}
 * @param targets the blocks that it may branch to
 * @param blockType the type of the block that it opens
 */
record Instruction(int opcode, byte[] raw, int label, int[] targets, byte[] blockType) {

    static final int NO_LABEL = Integer.MIN_VALUE;
    static final int FUNCTION = -1;

    boolean accessesLocal() {
        return opcode >= Opcode.LOCAL_GET && opcode <= Opcode.LOCAL_TEE;
    }

    boolean changesLocal() {
        return opcode == Opcode.LOCAL_SET || opcode == Opcode.LOCAL_TEE;
    }

    int local() {
        ByteReader reader = new ByteReader(raw);
        reader.skip(1);
        return reader.number();
    }

    boolean opensPlainBlock() {
        return opcode == Opcode.BLOCK && blockType[0] == ValueType.EMPTY;
    }
}
