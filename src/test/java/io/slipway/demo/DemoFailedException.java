package io.slipway.demo;

import io.slipway.embedded.Home;
import io.slipway.failure.TransientException;

/** The demo cannot go on; the text is all that a person needs. */
final class DemoFailedException extends TransientException {

    private static final String LOGS = "Look into the log files in '%s', then start again with --fresh."
            .formatted(Home.ofProject().resolve("log"));

    private DemoFailedException(String code, String message, String help) {
        super(code, message, help);
    }

    static DemoFailedException usage(String argument) {
        return new DemoFailedException(
                "usage",
                "The demo does not know '%s'.".formatted(argument),
                "Say --fresh to begin without kept data, --exit to end after the last step, --manual to decide yourself.");
    }

    static DemoFailedException portInUse(int port) {
        return new DemoFailedException(
                "port-in-use",
                "Port %d, which Slipway needs, is in use.".formatted(port),
                "End the program that uses it, or set SLIPWAY_PORT to another port.");
    }

    static DemoFailedException notSeen(String what, long seconds) {
        return new DemoFailedException("step-failed", "%s: not seen within %d s.".formatted(what, seconds), LOGS);
    }

    static DemoFailedException unexpected(String what, Object expected, Object found) {
        return new DemoFailedException(
                "step-failed", "%s: expected '%s', found '%s'.".formatted(what, expected, found), LOGS);
    }

    static DemoFailedException incident(String element, String message) {
        return new DemoFailedException("incident", "The process stopped at '%s': %s".formatted(element, message), LOGS);
    }

    static DemoFailedException client(String command, int exitCode) {
        return new DemoFailedException(
                "client-failed", "'slipway %s' ended with exit code %d.".formatted(command, exitCode), LOGS);
    }

    static DemoFailedException server(String cause) {
        return new DemoFailedException("server-not-started", "Slipway did not start: %s.".formatted(cause), LOGS);
    }

    static DemoFailedException other(Throwable cause) {
        return new DemoFailedException("demo-failed", "The demo failed: %s.".formatted(cause), LOGS);
    }
}
