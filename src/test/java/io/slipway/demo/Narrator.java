package io.slipway.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells what happens in plain sentences, each with the time that it took. */
final class Narrator {

    private static final String INDENT = "            ";

    private final List<String> phases = new ArrayList<>();

    /** Tell a phase of several steps under its title. */
    void phase(String title, Runnable steps) {
        phase(title, () -> {
            steps.run();
            return true;
        });
    }

    /** Tell a phase that makes something. */
    <T> T phase(String title, Supplier<T> steps) {
        var begin = System.nanoTime();
        System.out.printf("%n%s%n", title);
        var made = steps.get();
        phases.add("%s %s".formatted(title.replaceFirst(":.*", ""), seconds(begin)));
        return made;
    }

    /** Say what is being done, do it, and say what came of it. */
    void step(String saying, Supplier<String> work) {
        step(saying, () -> true, begun -> work.get());
    }

    /** Tell a step that begins something which goes on after it, and return that. */
    <T> T step(String saying, Supplier<T> start, Function<T, String> work) {
        var begin = System.nanoTime();
        System.out.printf("  * %s%n", saying);
        var begun = start.get();
        var outcome = work.apply(begun);
        System.out.printf("  %8s  %s%n", seconds(begin), outcome.replace("\n", "\n" + INDENT));
        return begun;
    }

    /** Tell something on the way. */
    void say(String line) {
        System.out.println(INDENT + line);
    }

    /** Tell how long each phase took. */
    void tellTimes() {
        System.out.printf("%nDone: %s.%n", String.join(", ", phases));
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
