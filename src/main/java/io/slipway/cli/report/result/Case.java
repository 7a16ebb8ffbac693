package io.slipway.cli.report.result;

/**
 * Something that succeeded or not: a file on a target, or a task.
 *
 * @param suite what it is listed under
 * @param text why it did not succeed, or what there is to say otherwise
 */
public record Case(String suite, String name, State state, String text) {

    /** How it went. */
    public enum State {
        PASSED,
        FAILED,
        SKIPPED
    }
}
