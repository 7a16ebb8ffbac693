package io.slipway.review;

import io.slipway.failure.RejectedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What findings ask of whoever releases a stage: to have seen them, and to say why they are overridden. */
@Component
public class Findings {

    private final CheckRecords checks;

    Findings(CheckRecords checks) {
        this.checks = checks;
    }

    /** The findings on one environment's targets of a plan. */
    public record Place(long plan, long environment) {}

    /**
     * How a release treats findings.
     *
     * @param byPolicy whether the policy releases, which does so in spite of warnings, never of errors
     * @param errorsAllowed whether the policy lets a person override errors
     * @param reason why findings are overridden, or null
     */
    public record Overriding(
            boolean byPolicy,
            boolean errorsAllowed,
            @Nullable String reason) {}

    /** Return the run of the checks that counts now, or null before the first. */
    public @Nullable Long newest(Place place) {
        return checks.newest(place.plan());
    }

    /**
     * Refuse a release whose form did not show what the checks have found since.
     *
     * @param asked when the form's question was put
     * @throws RejectedException if there is an error or a warning that it could not show
     */
    public void requireSeen(Place place, Instant asked) {
        var shown = checks.newestAt(place.plan(), asked);
        boolean unseen = checks.appeared(place.plan(), place.environment(), shown).stream()
                .anyMatch(finding -> !finding.level().equals("INFO"));
        if (unseen) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "findings-changed",
                    "The checks ran again and found what the form did not show.",
                    "Decide on the findings as they are now.");
        }
    }

    /**
     * Refuse a release in spite of findings that nobody overrides, or may.
     *
     * @throws RejectedException if there are such
     */
    public void requireOverridden(Place place, Overriding override) {
        var found = checks.count(place.plan(), place.environment());
        if (found.errors() > 0 && !override.errorsAllowed()) {
            throw new RejectedException(
                    RejectedException.Reason.FORBIDDEN,
                    "override-forbidden",
                    "The checks found %d errors.".formatted(found.errors()),
                    "The policy does not allow to override errors here: send the change back to be edited.");
        }
        long toOverride = found.errors() + (override.byPolicy() ? 0 : found.warnings());
        if (toOverride > 0 && (override.reason() == null || override.reason().isBlank())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "findings-not-overridden",
                    "The checks found %d errors and %d warnings.".formatted(found.errors(), found.warnings()),
                    "Tick 'Rollout anyway' and say why, or send the change back.");
        }
    }

    /**
     * Refuse a start where the checks, made again since the release, found an error that nobody has seen.
     *
     * @param seen the run whose findings the releaser saw
     * @throws RejectedException if they did
     */
    public void requireNoNewErrors(Place place, @Nullable Long seen) {
        checks.appeared(place.plan(), place.environment(), seen).stream()
                .filter(finding -> finding.level().equals("ERROR"))
                .findFirst()
                .ifPresent(finding -> {
                    throw new RejectedException(
                            RejectedException.Reason.CONFLICT,
                            "new-findings",
                            "Since the release the checks have found a new error: " + finding.text(),
                            "Look at the findings; release it again in spite of them, or send it back to be edited.");
                });
    }
}
