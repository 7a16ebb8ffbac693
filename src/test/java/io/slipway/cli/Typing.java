package io.slipway.cli;

import io.slipway.cli.server.Surroundings;
import io.slipway.local.MigrateCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Runs the client in this JVM, as a shell would, with an environment and a folder of a test's own. */
public final class Typing {

    private static final Duration POLL = Duration.ofMillis(20);

    private Typing() {}

    /** What a command left behind. */
    public record Ran(int code, String out, String err) {}

    public static Ran run(Map<String, String> environment, Path folder, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var code = run(new PrintWriter(out), new PrintWriter(err), environment, folder, arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    static int run(
            PrintWriter out, PrintWriter err, Map<String, String> environment, Path folder, String... arguments) {
        return Client.run(
                arguments,
                MigrateCommand::new,
                new Surroundings(out, err, false, environment, folder, Clock.systemUTC(), POLL));
    }
}
