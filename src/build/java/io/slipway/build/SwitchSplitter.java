package io.slipway.build;

import java.util.ArrayList;
import java.util.List;

/**
 * Moves the arms of a giant switch to functions of their own, in groups.
 *
 * <p>Why: a JVM method holds at most 64 KB, so that Chicory would leave such a function to its interpreter, which executes
 * thousands of nested blocks at each pass. A dispatcher calls the group that holds the next arm until an arm leaves the switch;
 * an address names a group and the arm's place in it.
 */
final class SwitchSplitter {

    private static final byte[] ONE_I32 = {ValueType.I32};
    /** The group function's answer when an arm of another group comes next. */
    private static final int CONTINUE = 1 << 20;
    /** The group function's answer when the whole function returns. */
    private static final int RETURN = CONTINUE - 1;

    private final WasmFile module;
    private final int function;
    private final WasmFile.Signature signature;
    private final byte[] types;
    private final GiantSwitch giant;
    private final ArmGroups groups;
    private final SwitchLocals locals;
    private final int armType;
    private final int mapType;
    private final int nextAddress;
    private final int returned;
    /** The blocks through which the switch is left; its number here is the group function's answer. */
    private final List<Integer> exits = new ArrayList<>();

    private boolean returns;

    private SwitchSplitter(WasmFile module, int function, int groupBytes) {
        this.module = module;
        this.function = function;
        this.signature = module.signature(function);
        ByteReader body = new ByteReader(module.body(function));
        this.types = SwitchLocals.types(signature, body);
        this.giant = GiantSwitch.in(new InstructionDecoder(body).decode());
        this.groups = new ArmGroups(giant, groupBytes);
        this.locals = new SwitchLocals(giant);
        this.armType = module.type(locals.parameterTypes(types), ONE_I32);
        this.mapType = module.type(ONE_I32, ONE_I32);
        locals.addGlobals(module, types);
        this.nextAddress = module.addGlobal(ValueType.I32);
        this.returned =
                signature.results().length == 1 ? module.addGlobal(signature.results()[0]) : -1;
        exits.add(giant.exitLabel());
    }

    static void split(WasmFile module, int function, int groupBytes) {
        new SwitchSplitter(module, function, groupBytes).run();
    }

    private void run() {
        int[] functions = new int[groups.count() + 1];
        for (int group = 0; group < groups.count(); group++) {
            functions[group] = groupFunction(group);
        }
        functions[groups.count()] = exitFunction();
        int dispatcher = dispatcher(functions);
        int map = module.addFunction(mapType, SelectorMap.function(addresses()));
        module.replaceBody(function, remainder(map, dispatcher));
    }

    /** Write the body of a group; its locals are the parameters, the answer, a scratch value and the next arm's address. */
    private final class GroupEmitter extends Emitter {

        private final int answer = locals.count() + 1;
        private final int scratch = locals.count() + 2;
        private final int address = locals.count() + 3;

        GroupEmitter() {
            out.number(1).number(3).single(ValueType.I32);
            enter("function");
            block("epilogue");
        }

        @Override
        int local(int original) {
            return locals.parameter(original);
        }

        @Override
        int scratch() {
            return scratch;
        }

        @Override
        void exit(int label) {
            if (label == Instruction.FUNCTION) {
                exitFunction();
            } else if (giant.startsArm(label)) {
                constant(groups.address(giant.armAt(label)));
                set(address);
                leave(CONTINUE);
            } else {
                leave(exitNumber(label));
            }
        }

        @Override
        void exitFunction() {
            returns = true;
            if (returned >= 0) {
                store(returned);
            }
            leave(RETURN);
        }

        private void leave(int code) {
            constant(code);
            set(answer);
            branch("epilogue");
        }

        byte[] finish() {
            end();
            locals.store(this);
            get(address);
            store(nextAddress);
            get(answer);
            out.single(Opcode.END);
            return out.toBytes();
        }
    }

    private int groupFunction(int group) {
        GroupEmitter emitter = new GroupEmitter();
        int first = groups.first(group);
        int last = groups.last(group);
        for (int arm = last; arm >= first; arm--) {
            emitter.block(giant.labelBefore(arm));
        }
        emitter.get(locals.count());
        emitter.out.single(Opcode.BR_TABLE).number(last - first);
        for (int place = 0; place <= last - first; place++) {
            emitter.out.number(place);
        }
        emitter.out.number(0);
        for (int arm = first; arm <= last; arm++) {
            emitter.end();
            giant.arm(arm).forEach(emitter::copy);
        }
        emitter.exit(giant.labelBefore(last + 1));
        return module.addFunction(armType, emitter.finish());
    }

    /** Write the group that answers with the place it is asked for: jumps straight to an exit. */
    private int exitFunction() {
        GroupEmitter emitter = new GroupEmitter();
        emitter.get(locals.count());
        emitter.set(emitter.answer);
        return module.addFunction(armType, emitter.finish());
    }

    private int exitNumber(int label) {
        if (!exits.contains(label)) {
            exits.add(label);
        }
        return exits.indexOf(label);
    }

    private int dispatcher(int[] functions) {
        Emitter emitter = new Emitter();
        int address = locals.count();
        int answer = address + 1;
        emitter.out.number(1).number(1).single(ValueType.I32);
        emitter.enter("function");
        emitter.open(Opcode.LOOP, new byte[] {ValueType.EMPTY}, "again");
        emitter.block("called");
        for (int group = functions.length - 1; group >= 0; group--) {
            emitter.block("group" + group);
        }
        emitter.get(address);
        emitter.constant(16);
        emitter.out.single(Opcode.I32_SHR_U).single(Opcode.BR_TABLE).number(functions.length - 1);
        for (int group = 0; group < functions.length; group++) {
            emitter.out.number(group);
        }
        for (int called : functions) {
            emitter.end();
            callGroup(emitter, called, address, answer);
        }
        emitter.end();
        emitter.get(answer);
        emitter.constant(CONTINUE);
        emitter.out.single(Opcode.I32_NE);
        emitter.ifThen(() -> {
            emitter.get(answer);
            emitter.out.single(Opcode.RETURN);
        });
        locals.loadParameters(emitter);
        emitter.load(nextAddress);
        emitter.set(address);
        emitter.branch("again");
        emitter.end();
        emitter.out.single(0).single(Opcode.END);
        return module.addFunction(armType, emitter.out.toBytes());
    }

    private static void callGroup(Emitter emitter, int called, int address, int answer) {
        for (int parameter = 0; parameter < address; parameter++) {
            emitter.get(parameter);
        }
        emitter.get(address);
        emitter.constant(0xffff);
        emitter.out.single(Opcode.I32_AND);
        emitter.call(called);
        emitter.set(answer);
        emitter.branch("called");
    }

    /** Return the address for each value of the selector; the last one is for all other values. */
    private int[] addresses() {
        int[] targets = giant.targets();
        int[] addresses = new int[targets.length];
        for (int i = 0; i < targets.length; i++) {
            addresses[i] = giant.startsArm(targets[i])
                    ? groups.address(giant.armAt(targets[i]))
                    : ArmGroups.address(groups.count(), exitNumber(targets[i]));
        }
        return addresses;
    }

    /** Write what is left of the function: the code around the switch, and a call in place of it. */
    private byte[] remainder(int map, int dispatcher) {
        Emitter emitter = new Emitter();
        int answer = types.length;
        int parameters = signature.parameters().length;
        emitter.out.number(answer - parameters + 1);
        for (int local = parameters; local < answer; local++) {
            emitter.out.number(1).single(types[local]);
        }
        emitter.out.number(1).single(ValueType.I32);
        emitter.enter(Instruction.FUNCTION);
        giant.before().forEach(emitter::copy);
        giant.selector().forEach(emitter::copy);
        emitter.call(map);
        emitter.set(answer);
        locals.accessed().forEach(emitter::get);
        emitter.get(answer);
        emitter.call(dispatcher);
        emitter.set(answer);
        locals.loadLocals(emitter);
        returnIfAnswered(emitter, answer);
        branchToExit(emitter, answer);
        giant.after().forEach(emitter::copy);
        return emitter.out.toBytes();
    }

    private void returnIfAnswered(Emitter emitter, int answer) {
        if (!returns) {
            return;
        }
        emitter.get(answer);
        emitter.constant(RETURN);
        emitter.out.single(Opcode.I32_EQ);
        emitter.ifThen(() -> {
            if (returned >= 0) {
                emitter.load(returned);
            }
            emitter.out.single(Opcode.RETURN);
        });
    }

    private void branchToExit(Emitter emitter, int answer) {
        if (exits.size() == 1) {
            return;
        }
        emitter.block("stay");
        emitter.get(answer);
        emitter.out.single(Opcode.BR_TABLE).number(exits.size()).number(0);
        for (int exit : exits.subList(1, exits.size())) {
            emitter.out.number(emitter.depth(exit));
        }
        emitter.out.number(0);
        emitter.end();
    }
}
