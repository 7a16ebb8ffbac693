package io.slipway.embedded;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How the platform starts.
 *
 * @param home the folder that keeps its data and logs
 * @param fresh whether what an earlier run left there is removed first
 * @param freePorts whether it takes ports that nobody uses, instead of the demo's
 * @param operate whether Operate starts with the rest; otherwise it starts when its address is first asked for
 * @param controlledClock whether {@link CamundaClock} may move the broker's time
 * @param console where a line per component goes
 */
public record Options(
        Path home,
        boolean fresh,
        boolean freePorts,
        boolean operate,
        boolean controlledClock,
        Consumer<String> console) {

    /** Return a demo's options: data kept in the project's folder, well-known ports, Operate, real time. */
    public static Options ofDemo(boolean fresh, Consumer<String> console) {
        return new Options(Home.ofProject(), fresh, false, true, false, console);
    }

    Ports ports() {
        return freePorts ? Ports.free() : Ports.ofDemo();
    }
}
