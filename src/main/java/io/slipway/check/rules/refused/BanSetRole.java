package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** With another role the file would no longer run as what the reviewers saw. */
@Component
final class BanSetRole implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.SET_ROLE;
    }

    @Override
    public String text() {
        return "SET ROLE makes the rest of the file run as a role other than the one configured for the " + "target.";
    }

    @Override
    public String help() {
        return "Leave it out, and name the role as 'run_as' of the database.";
    }
}
