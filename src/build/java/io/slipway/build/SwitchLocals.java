package io.slipway.build;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The locals that the arms of a switch share with the rest of their function: in as parameters, back in globals. */
final class SwitchLocals {

    private final Map<Integer, Integer> parameters = new LinkedHashMap<>();
    private final Map<Integer, Integer> globals = new LinkedHashMap<>();
    private final TreeSet<Integer> changed = new TreeSet<>();

    SwitchLocals(GiantSwitch giant) {
        TreeSet<Integer> accessed = new TreeSet<>();
        for (int arm = 0; arm < giant.arms(); arm++) {
            for (Instruction instruction : giant.arm(arm)) {
                if (instruction.accessesLocal()) {
                    accessed.add(instruction.local());
                }
                if (instruction.changesLocal()) {
                    changed.add(instruction.local());
                }
            }
        }
        accessed.forEach(local -> parameters.put(local, parameters.size()));
    }

    void addGlobals(WasmFile module, byte[] types) {
        changed.forEach(local -> globals.put(local, module.addGlobal(types[local])));
    }

    /** Return the types of the parameters: one for each local, then the arm's place in its group. */
    byte[] parameterTypes(byte[] types) {
        byte[] result = new byte[parameters.size() + 1];
        parameters.forEach((local, parameter) -> result[parameter] = types[local]);
        result[parameters.size()] = ValueType.I32;
        return result;
    }

    int count() {
        return parameters.size();
    }

    int parameter(int local) {
        return parameters.get(local);
    }

    List<Integer> accessed() {
        return new ArrayList<>(parameters.keySet());
    }

    /** Write code that hands the changed parameters back. */
    void store(Emitter emitter) {
        globals.forEach((local, global) -> {
            emitter.get(parameter(local));
            emitter.store(global);
        });
    }

    /** Write code that takes the changed values over as parameters. */
    void loadParameters(Emitter emitter) {
        globals.forEach((local, global) -> {
            emitter.load(global);
            emitter.set(parameter(local));
        });
    }

    /** Write code that takes the changed values over as the original locals. */
    void loadLocals(Emitter emitter) {
        globals.forEach((local, global) -> {
            emitter.load(global);
            emitter.set(local);
        });
    }

    /** Return the types of all locals of a function, parameters first, and step over their declaration. */
    static byte[] types(WasmFile.Signature signature, ByteReader body) {
        byte[] types = signature.parameters();
        int runs = body.number();
        for (int i = 0; i < runs; i++) {
            int known = types.length;
            types = Arrays.copyOf(types, known + body.number());
            Arrays.fill(types, known, types.length, (byte) body.unsignedByte());
        }
        return types;
    }
}
