package io.slipway.build;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The switch that makes up most of a function: plain blocks nested directly in each other, a jump table inside the innermost,
 * and one arm of code behind the end of each block.
 */
final class GiantSwitch {

    private final List<Instruction> code;
    private final int outermost;
    private final int innermost;
    private final int table;
    private final Map<Integer, Integer> armOfLabel = new HashMap<>();
    private final int[] ends;

    private GiantSwitch(List<Instruction> code, int table) {
        this.code = code;
        this.table = table;
        int inner = table;
        while (code.get(inner).opcode() != Opcode.BLOCK) {
            inner--;
        }
        int outer = inner;
        while (outer > 0 && code.get(outer - 1).opensPlainBlock()) {
            outer--;
        }
        this.innermost = inner;
        this.outermost = outer;
        this.ends = new int[inner - outer + 1];
        findEnds();
    }

    /** Find the switch with the longest jump table of the function. */
    static GiantSwitch in(List<Instruction> code) {
        int table = -1;
        for (int i = 0; i < code.size(); i++) {
            boolean longest =
                    table < 0 || code.get(i).targets().length > code.get(table).targets().length;
            if (code.get(i).opcode() == Opcode.BR_TABLE && longest) {
                table = i;
            }
        }
        return new GiantSwitch(code, table);
    }

    private void findEnds() {
        for (int arm = 0; arm < ends.length; arm++) {
            armOfLabel.put(labelBefore(arm), arm);
        }
        for (int i = table; i < code.size(); i++) {
            Integer arm = armOfLabel.get(code.get(i).label());
            if (code.get(i).opcode() == Opcode.END && arm != null) {
                ends[arm] = i;
            }
        }
        if (ends[0] != table + 1) {
            throw new IllegalStateException("The jump table is followed by code that is not an arm.");
        }
    }

    /** Return how many arms lie inside of the outermost block; what follows that block stays where it is. */
    int arms() {
        return ends.length - 1;
    }

    /** Return the block whose end the arm follows. */
    int labelBefore(int arm) {
        return code.get(innermost - arm).label();
    }

    /** Return the block that is left when the last arm has run. */
    int exitLabel() {
        return code.get(outermost).label();
    }

    boolean startsArm(int label) {
        Integer arm = armOfLabel.get(label);
        return arm != null && arm < arms();
    }

    int armAt(int label) {
        return armOfLabel.get(label);
    }

    List<Instruction> arm(int arm) {
        return code.subList(ends[arm] + 1, ends[arm + 1]);
    }

    List<Instruction> before() {
        return code.subList(0, outermost);
    }

    List<Instruction> selector() {
        return code.subList(innermost + 1, table);
    }

    List<Instruction> after() {
        return code.subList(ends[ends.length - 1] + 1, code.size());
    }

    int[] targets() {
        return code.get(table).targets();
    }
}
