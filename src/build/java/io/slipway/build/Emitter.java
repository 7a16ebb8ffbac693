package io.slipway.build;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes a function body; branches name their block, and the emitter counts how far out it lies. */
class Emitter {

    private static final byte[] EMPTY = {ValueType.EMPTY};

    final ByteWriter out = new ByteWriter();
    private final List<Object> open = new ArrayList<>();
    private int nested;

    void enter(Object label) {
        open.add(label);
    }

    void open(int opcode, byte[] blockType, Object label) {
        out.single(opcode).raw(blockType);
        open.add(label);
    }

    void block(Object label) {
        open(Opcode.BLOCK, EMPTY, label);
    }

    void end() {
        out.single(Opcode.END);
        open.remove(open.size() - 1);
    }

    int depth(Object label) {
        int index = open.lastIndexOf(label);
        if (index < 0) {
            throw new IllegalStateException("No enclosing block is named " + label + ".");
        }
        return open.size() - 1 - index;
    }

    private boolean encloses(Object label) {
        return open.contains(label);
    }

    void branch(Object label) {
        out.single(Opcode.BR).number(depth(label));
    }

    void get(int local) {
        out.single(Opcode.LOCAL_GET).number(local);
    }

    void set(int local) {
        out.single(Opcode.LOCAL_SET).number(local);
    }

    void constant(int value) {
        out.single(Opcode.I32_CONST).signed(value);
    }

    void call(int function) {
        out.single(Opcode.CALL).number(function);
    }

    void load(int global) {
        out.single(Opcode.GLOBAL_GET).number(global);
    }

    void store(int global) {
        out.single(Opcode.GLOBAL_SET).number(global);
    }

    void ifThen(Runnable body) {
        open(Opcode.IF, EMPTY, "if" + nested++);
        body.run();
        end();
    }

    /** Leave the code written here for a block that lies outside of it. */
    void exit(int label) {
        throw new IllegalStateException("Block " + label + " is outside of what is written.");
    }

    void exitFunction() {
        out.single(Opcode.RETURN);
    }

    int local(int original) {
        return original;
    }

    int scratch() {
        throw new IllegalStateException("This function has no local to spare.");
    }

    final void copy(Instruction instruction) {
        switch (instruction.opcode()) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF ->
                open(instruction.opcode(), instruction.blockType(), instruction.label());
            case Opcode.END -> end();
            case Opcode.BR -> copyBranch(instruction.targets()[0]);
            case Opcode.BR_IF -> copyConditionalBranch(instruction.targets()[0]);
            case Opcode.BR_TABLE -> copyTable(instruction.targets());
            case Opcode.RETURN -> exitFunction();
            default -> copyPlain(instruction);
        }
    }

    private void copyBranch(int target) {
        if (encloses(target)) {
            branch(target);
        } else {
            exit(target);
        }
    }

    private void copyConditionalBranch(int target) {
        if (encloses(target)) {
            out.single(Opcode.BR_IF).number(depth(target));
        } else {
            ifThen(() -> exit(target));
        }
    }

    private void copyTable(int[] targets) {
        Set<Integer> outside = new LinkedHashSet<>();
        for (int target : targets) {
            if (!encloses(target)) {
                outside.add(target);
            }
        }
        if (!outside.isEmpty()) {
            set(scratch());
            outside.forEach(target -> block("out" + target));
            get(scratch());
        }
        out.single(Opcode.BR_TABLE).number(targets.length - 1);
        for (int target : targets) {
            out.number(depth(outside.contains(target) ? "out" + target : (Object) target));
        }
        List<Integer> innermostFirst = new ArrayList<>(outside);
        for (int i = innermostFirst.size() - 1; i >= 0; i--) {
            end();
            exit(innermostFirst.get(i));
        }
    }

    private void copyPlain(Instruction instruction) {
        if (instruction.accessesLocal()) {
            out.single(instruction.opcode()).number(local(instruction.local()));
        } else {
            out.raw(instruction.raw());
        }
    }
}
