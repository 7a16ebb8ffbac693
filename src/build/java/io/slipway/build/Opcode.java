package io.slipway.build;

/** The instructions of WebAssembly that the splitter must understand; all others are copied. */
final class Opcode {

    static final int BLOCK = 0x02;
    static final int LOOP = 0x03;
    static final int IF = 0x04;
    static final int ELSE = 0x05;
    static final int END = 0x0b;
    static final int BR = 0x0c;
    static final int BR_IF = 0x0d;
    static final int BR_TABLE = 0x0e;
    static final int RETURN = 0x0f;
    static final int CALL = 0x10;
    static final int CALL_INDIRECT = 0x11;
    static final int TYPED_SELECT = 0x1c;
    static final int LOCAL_GET = 0x20;
    static final int LOCAL_SET = 0x21;
    static final int LOCAL_TEE = 0x22;
    static final int GLOBAL_GET = 0x23;
    static final int GLOBAL_SET = 0x24;
    static final int TABLE_SET = 0x26;
    static final int FIRST_MEMORY_ACCESS = 0x28;
    static final int LAST_MEMORY_ACCESS = 0x3e;
    static final int MEMORY_SIZE = 0x3f;
    static final int MEMORY_GROW = 0x40;
    static final int I32_CONST = 0x41;
    static final int I64_CONST = 0x42;
    static final int F32_CONST = 0x43;
    static final int F64_CONST = 0x44;
    static final int I32_EQ = 0x46;
    static final int I32_NE = 0x47;
    static final int I32_LT_U = 0x49;
    static final int I32_ADD = 0x6a;
    static final int I32_AND = 0x71;
    static final int I32_SHR_U = 0x76;
    static final int LAST_PLAIN = 0xc4;
    static final int PREFIX_FC = 0xfc;

    private Opcode() {}

    /** Tell whether the instruction is a single byte without operands. */
    static boolean isPlain(int opcode) {
        return opcode <= 0x01
                || opcode == ELSE
                || opcode == RETURN
                || opcode == 0x1a
                || opcode == 0x1b
                || (opcode > F64_CONST && opcode <= LAST_PLAIN);
    }
}
