package io.slipway.backup;

import io.slipway.failure.OutcomeException;

/** The rows that a statement changes cannot be kept so that they could be put back; its transaction must not commit. */
public final class BackupRefusedException extends OutcomeException {

    private final String problem;

    BackupRefusedException(String problem, String help) {
        super("backup-refused", problem, help);
        this.problem = problem;
    }

    /** Return what is wrong, without what to do about it. */
    public String problem() {
        return problem;
    }
}
