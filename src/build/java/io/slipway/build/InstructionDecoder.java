package io.slipway.build;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Reads a function body into instructions, and gives every block a number of its own. */
final class InstructionDecoder {

    private static final int[] NO_TARGETS = {};
    private static final byte[] NO_BLOCK_TYPE = {};

    private final ByteReader reader;
    private final Deque<Integer> open = new ArrayDeque<>();
    private int nextLabel;

    InstructionDecoder(ByteReader reader) {
        this.reader = reader;
    }

    List<Instruction> decode() {
        List<Instruction> instructions = new ArrayList<>();
        open.push(Instruction.FUNCTION);
        while (reader.hasMore()) {
            instructions.add(next());
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException("A block of the function is not closed.");
        }
        return instructions;
    }

    private Instruction next() {
        int start = reader.position();
        int opcode = reader.unsignedByte();
        int label = Instruction.NO_LABEL;
        int[] targets = NO_TARGETS;
        byte[] blockType = NO_BLOCK_TYPE;
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> {
                int typeStart = reader.position();
                reader.skipNumber();
                blockType = reader.since(typeStart);
                label = nextLabel++;
                open.push(label);
            }
            case Opcode.END -> label = open.pop();
            case Opcode.BR, Opcode.BR_IF -> targets = targets(1);
            case Opcode.BR_TABLE -> targets = targets(reader.number() + 1);
            default -> skipOperands(opcode);
        }
        return new Instruction(opcode, reader.since(start), label, targets, blockType);
    }

    private int[] targets(int count) {
        Integer[] enclosing = open.toArray(Integer[]::new);
        int[] targets = new int[count];
        for (int i = 0; i < count; i++) {
            targets[i] = enclosing[reader.number()];
        }
        return targets;
    }

    private void skipOperands(int opcode) {
        if (Opcode.isPlain(opcode)) {
            return;
        }
        switch (opcode) {
            case Opcode.CALL, Opcode.I32_CONST, Opcode.I64_CONST -> reader.skipNumber();
            case Opcode.CALL_INDIRECT -> skipNumbers(2);
            case Opcode.TYPED_SELECT -> reader.skip(reader.number());
            case Opcode.MEMORY_SIZE, Opcode.MEMORY_GROW -> reader.skip(1);
            case Opcode.F32_CONST -> reader.skip(Float.BYTES);
            case Opcode.F64_CONST -> reader.skip(Double.BYTES);
            case Opcode.PREFIX_FC -> skipPrefixedOperands();
            default -> {
                if (opcode >= Opcode.FIRST_MEMORY_ACCESS && opcode <= Opcode.LAST_MEMORY_ACCESS) {
                    skipNumbers(2);
                } else if (opcode >= Opcode.LOCAL_GET && opcode <= Opcode.TABLE_SET) {
                    reader.skipNumber();
                } else {
                    throw new IllegalStateException("Unknown instruction 0x" + Integer.toHexString(opcode) + ".");
                }
            }
        }
    }

    /** Step over the operands of saturating truncation (none) and of the bulk memory and table instructions. */
    private void skipPrefixedOperands() {
        int operation = reader.number();
        if (operation >= 8) {
            boolean takesTwo = operation == 8 || operation == 10 || operation == 12 || operation == 14;
            skipNumbers(takesTwo ? 2 : 1);
        }
    }

    private void skipNumbers(int count) {
        for (int i = 0; i < count; i++) {
            reader.skipNumber();
        }
    }
}
