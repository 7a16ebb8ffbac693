package io.slipway.target;

import io.slipway.failure.OutcomeException;

/** The server refuses a login: wrong password, unknown role, or no right to connect. */
public final class LoginRefusedException extends OutcomeException {

    private LoginRefusedException(String code, String message, String help) {
        super(code, message, help);
    }

    static LoginRefusedException wrongPassword(String target, String role) {
        return new LoginRefusedException(
                "wrong-password",
                "Target '%s' refuses the password of role '%s'.".formatted(target, role),
                "Put the right password where the credential's reference points to.");
    }

    static LoginRefusedException roleMissing(String target, String role) {
        return new LoginRefusedException(
                "role-missing",
                "Target '%s' has no role '%s' that may log in.".formatted(target, role),
                "Create it there with CREATE ROLE \"%s\" LOGIN, or name another role in the credential."
                        .formatted(role));
    }

    static LoginRefusedException notAllowed(String target, String role, String reason) {
        return new LoginRefusedException(
                "login-not-allowed",
                "Target '%s' does not let role '%s' log in: %s.".formatted(target, role, reason),
                "Grant CONNECT on the database to the role and admit this host in pg_hba.conf.");
    }
}
