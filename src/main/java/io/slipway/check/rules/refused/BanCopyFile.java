package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** A file of the server is not part of what was reviewed. */
@Component
final class BanCopyFile implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.COPY_FILE;
    }

    @Override
    public String text() {
        return "COPY reads or writes a file of the database's server, which no reviewer sees and which "
                + "differs between servers.";
    }

    @Override
    public String help() {
        return "Write the rows as INSERT … VALUES, or load them by a job of its own.";
    }
}
