package io.slipway.migrate.script;

import io.slipway.failure.OutcomeException;
import org.springframework.modulith.NamedInterface;

/** A file cannot be run as a migration; nothing of it was run. */
@NamedInterface("script")
public final class ScriptRefusedException extends OutcomeException {

    private final String problem;
    private final int position;
    private final int line;

    ScriptRefusedException(String code, String message, String help, int position, int line) {
        super(code, message, help);
        this.problem = message;
        this.position = position;
        this.line = line;
    }

    static ScriptRefusedException at(String path, int position, int line, String code, String what, String help) {
        return new ScriptRefusedException(
                code, "Statement %d of '%s' (line %d) %s.".formatted(position, path, line, what), help, position, line);
    }

    /** Return what is wrong, without what to do about it. */
    public String problem() {
        return problem;
    }

    /** Return the statement's position from 1; 0 for the file as a whole. */
    public int position() {
        return position;
    }

    public int line() {
        return line;
    }
}
