package io.slipway.demo;

import io.slipway.embedded.Home;
import io.slipway.embedded.Ports;
import io.slipway.testing.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The demo as a test runs it: in a folder of its own, on ports that nobody uses, beside other demos and tests. */
record DemoRun(Path home) {

    /** How long the platform may take to start on a busy machine. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Start it as the script does: as the child of another process, whose id it is told. */
    private static final String AS_A_CHILD = "SLIPWAY_LAUNCHER=$$; export SLIPWAY_LAUNCHER; \"$@\" & wait $!";

    Program start(Map<String, String> environment, String... arguments) {
        return Program.start(surroundings(environment), Program.java(Demo.class, arguments));
    }

    Program startAsAChild(String... arguments) {
        var command = new ArrayList<>(List.of("/bin/sh", "-c", AS_A_CHILD, "sh"));
        command.addAll(Program.java(Demo.class, arguments));
        return Program.start(surroundings(Map.of()), command);
    }

    /** Return what runs on this folder, whoever started it. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(home.toString()))
                .toList();
    }

    private Map<String, String> surroundings(Map<String, String> more) {
        var environment = new HashMap<>(Ports.free().variables());
        environment.put("SLIPWAY_PORT", Integer.toString(Ports.anyFree()));
        environment.put("SLIPWAY_HOME", home.toString());
        environment.put("SLIPWAY_PLATFORM", Home.platform().toString());
        environment.putAll(more);
        return environment;
    }
}
