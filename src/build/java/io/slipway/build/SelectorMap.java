package io.slipway.build;

import java.util.ArrayList;
import java.util.List;

/** Writes the function that turns a switch's selector into an address: a binary search over runs of equal or rising addresses. */
final class SelectorMap {

    private record Run(int start, int address, boolean rising) {

        int at(int selector) {
            return rising ? address + selector - start : address;
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final Emitter emitter = new Emitter();

    private SelectorMap(int[] addresses) {
        int fallback = addresses.length - 1;
        int start = 0;
        while (start < fallback) {
            boolean rising = start + 1 < fallback && addresses[start + 1] == addresses[start] + 1;
            Run run = new Run(start, addresses[start], rising);
            runs.add(run);
            start++;
            while (start < fallback && addresses[start] == run.at(start)) {
                start++;
            }
        }
        runs.add(new Run(fallback, addresses[fallback], false));
    }

    static byte[] function(int[] addresses) {
        SelectorMap map = new SelectorMap(addresses);
        map.emitter.out.number(0);
        map.search(0, map.runs.size() - 1);
        map.emitter.out.single(Opcode.END);
        return map.emitter.out.toBytes();
    }

    private void search(int low, int high) {
        if (low == high) {
            emit(runs.get(low));
            return;
        }
        int middle = (low + high + 1) / 2;
        emitter.get(0);
        emitter.constant(runs.get(middle).start());
        emitter.out.single(Opcode.I32_LT_U);
        emitter.open(Opcode.IF, new byte[] {ValueType.I32}, "lower" + middle);
        search(low, middle - 1);
        emitter.out.single(Opcode.ELSE);
        search(middle, high);
        emitter.end();
    }

    private void emit(Run run) {
        if (run.rising()) {
            emitter.get(0);
            emitter.constant(run.address() - run.start());
            emitter.out.single(Opcode.I32_ADD);
        } else {
            emitter.constant(run.address());
        }
    }
}
