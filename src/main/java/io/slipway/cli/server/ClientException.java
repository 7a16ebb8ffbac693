package io.slipway.cli.server;

import io.slipway.failure.OutcomeException;

/** Ends the client with a sentence and an exit code, never with a stack trace. */
public final class ClientException extends OutcomeException {

    private final int exitCode;
    private final boolean passing;

    private ClientException(int exitCode, boolean passing, String code, String message, String help) {
        super(code, message, help);
        this.exitCode = exitCode;
        this.passing = passing;
    }

    /** What was typed or configured cannot be used. */
    public static ClientException usage(String code, String message, String help) {
        return new ClientException(ExitCode.USAGE, false, code, message, help);
    }

    /** The server refused. */
    static ClientException refused(String code, String message, String help) {
        return new ClientException(ExitCode.USAGE, false, code, message, help);
    }

    /** The server cannot be reached or cannot answer now; it may later. */
    static ClientException passing(String code, String message, String help) {
        return new ClientException(ExitCode.USAGE, true, code, message, help);
    }

    public int exitCode() {
        return exitCode;
    }

    /** Tell whether the same call may succeed a little later. */
    public boolean isPassing() {
        return passing;
    }
}
