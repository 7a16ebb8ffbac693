package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** DISCARD would undo what Slipway has set for the session. */
@Component
final class BanDiscard implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.DISCARD;
    }

    @Override
    public String text() {
        return "DISCARD takes away the locks and settings of the session, by which a file is applied " + "only once.";
    }

    @Override
    public String help() {
        return "Leave it out; each file starts from a reset session.";
    }
}
