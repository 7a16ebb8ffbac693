package io.slipway.build;

/** Which arms of a switch share a function: neighbours, up to a number of bytes. */
final class ArmGroups {

    /** What falling through an arm costs beside its own code. */
    private static final int OVERHEAD = 3;

    private final int[] group;
    private final int[] first;
    private final int[] last;

    ArmGroups(GiantSwitch giant, int maximumBytes) {
        int arms = giant.arms();
        group = new int[arms];
        first = new int[arms];
        last = new int[arms];
        int current = -1;
        int bytes = maximumBytes;
        for (int arm = 0; arm < arms; arm++) {
            int size = giant.arm(arm).stream()
                    .mapToInt(instruction -> instruction.raw().length)
                    .sum();
            if (current < 0 || bytes + size > maximumBytes) {
                current++;
                bytes = 0;
                first[current] = arm;
            }
            bytes += size + OVERHEAD;
            group[arm] = current;
            last[current] = arm;
        }
    }

    int count() {
        return group[group.length - 1] + 1;
    }

    int first(int wanted) {
        return first[wanted];
    }

    int last(int wanted) {
        return last[wanted];
    }

    /** Return the arm's address: its group in the upper half, its place in the group in the lower half. */
    int address(int arm) {
        return address(group[arm], arm - first[group[arm]]);
    }

    static int address(int group, int index) {
        return group << 16 | index;
    }
}
