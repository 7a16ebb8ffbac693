package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** The ledger's schema holds the record of what was applied. */
@Component
final class BanSlipwaySchema implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.SLIPWAY_SCHEMA;
    }

    @Override
    public String text() {
        return "The statement names the schema of Slipway's ledger, which holds the record of what was applied; a "
                + "change there can make a file run twice.";
    }

    @Override
    public String help() {
        return "Leave that schema alone; read what was applied with 'slipway revisions', and record what was there "
                + "before with 'slipway baseline'.";
    }
}
