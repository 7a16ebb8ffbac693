package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** COPY TO STDOUT sends rows that nobody takes. */
@Component
final class BanCopyToStdout implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.COPY_TO_STDOUT;
    }

    @Override
    public String text() {
        return "COPY TO STDOUT sends rows to a client that does not take them; here it fails.";
    }

    @Override
    public String help() {
        return "Leave it out; read the rows with a query tool.";
    }
}
