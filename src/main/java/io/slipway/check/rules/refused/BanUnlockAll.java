package io.slipway.check.rules.refused;

import io.slipway.check.rules.ForbiddenUseRule;
import io.slipway.sql.ForbiddenUse;
import org.springframework.stereotype.Component;

/** pg_advisory_unlock_all would free the lock under which the file runs. */
@Component
final class BanUnlockAll implements ForbiddenUseRule {

    @Override
    public ForbiddenUse use() {
        return ForbiddenUse.ADVISORY_UNLOCK_ALL;
    }

    @Override
    public String text() {
        return "pg_advisory_unlock_all() also frees the lock that keeps two runs of a file apart.";
    }

    @Override
    public String help() {
        return "Free your own locks one by one with pg_advisory_unlock(key).";
    }
}
