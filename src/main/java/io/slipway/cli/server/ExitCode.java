package io.slipway.cli.server;

/** What the client's exit codes mean; pipelines rely on them. */
public final class ExitCode {

    public static final int DONE = 0;
    /** Wrong use or configuration, or a refusal by the server. */
    public static final int USAGE = 1;

    public static final int CHECKS_FAILED = 2;
    /** Rejected, sent back or cancelled. */
    public static final int REJECTED = 3;
    /** A task failed, or its outcome is unknown. */
    public static final int TASK_FAILED = 4;
    /** Still waiting when the time was up. */
    public static final int WAITING = 5;

    private ExitCode() {}
}
