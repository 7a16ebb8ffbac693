package io.slipway.target.ledger;

import io.slipway.failure.RejectedException;
import org.springframework.modulith.NamedInterface;

/** A baseline is asked for where the ledger says already from which version on files ran. */
@NamedInterface("ledger")
public final class BaselineConflictException extends RejectedException {

    private BaselineConflictException(String code, String message, String help) {
        super(Reason.CONFLICT, code, message, help);
    }

    static BaselineConflictException other(String target, Revision found, String wanted) {
        return new BaselineConflictException(
                "other-baseline",
                "Target '%s' has the baseline '%s' of track '%s', so '%s' cannot be its baseline."
                        .formatted(target, found.version(), found.track(), wanted),
                "Leave the baseline as it is; what is missing behind it goes into a new version.");
    }

    static BaselineConflictException begun(String target, String track, String version) {
        return new BaselineConflictException(
                "track-begun",
                "Version '%s' of track '%s' ran on target '%s' already, so what is there is known file by file."
                        .formatted(version, track, target),
                "Roll the files out: those that the ledger holds are left out by themselves.");
    }
}
