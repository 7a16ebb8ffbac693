package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** COPY PROGRAM starts a command on the server. */
@Component
final class BanCopyProgram implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.COPY_PROGRAM;
    }

    @Override
    public String text() {
        return "COPY PROGRAM runs a command on the database's server, out of reach of reviewers and of " + "any undo.";
    }

    @Override
    public String help() {
        return "Write the rows as INSERT … VALUES, or load them by a job of its own.";
    }
}
