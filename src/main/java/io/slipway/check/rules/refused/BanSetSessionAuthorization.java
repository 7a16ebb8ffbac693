package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** With another session user the file would no longer run as what the reviewers saw. */
@Component
final class BanSetSessionAuthorization implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.SET_SESSION_AUTHORIZATION;
    }

    @Override
    public String text() {
        return "SET SESSION AUTHORIZATION makes the rest of the file run as a user other than the one "
                + "configured for the target.";
    }

    @Override
    public String help() {
        return "Leave it out, and name the role as 'run_as' of the database.";
    }
}
