package io.slipway.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which freezes hold a stage up, except for what an owner has overridden. */
@Component
public class StandingFreezes {

    /**
     * What freezes may concern: a stage.
     *
     * @param labels those of each of its databases; a freeze that concerns one of them concerns the stage
     */
    public record Place(long stage, long environment, long project, List<Map<String, String>> labels) {

        boolean isMeantBy(Freeze freeze) {
            return labels.stream().anyMatch(of -> freeze.concerns(environment, project, of));
        }
    }

    /** A freeze that concerns a stage, with the one of its periods that is meant. */
    public record Standing(Freeze freeze, Span period, boolean overridden) {}

    private final Freezes freezes;
    private final FreezeOverrides overrides;

    StandingFreezes(Freezes freezes, FreezeOverrides overrides) {
        this.freezes = freezes;
        this.overrides = overrides;
    }

    /** Return until when freezes forbid a stage to start at the instant; empty if none does. */
    public Optional<Instant> heldUntil(Instant at, Place place) {
        return at(at, place).stream()
                .filter(standing -> !standing.overridden())
                .map(standing -> standing.period().endsAt())
                .max(Comparator.naturalOrder());
    }

    /** Return the freezes that concern a stage at the instant, the overridden ones too. */
    public List<Standing> at(Instant at, Place place) {
        return freezes.during(at).stream()
                .filter(place::isMeantBy)
                .flatMap(freeze -> freeze.periodAt(at).map(period -> standing(freeze, period, place)).stream())
                .toList();
    }

    /** Return the freezes that concern a stage at the instant or later, each with its present or next period. */
    public List<Standing> from(Instant at, Place place) {
        return freezes.notOver(at).stream()
                .filter(place::isMeantBy)
                .flatMap(freeze -> freeze.periodFrom(at).map(period -> standing(freeze, period, place)).stream())
                .toList();
    }

    private Standing standing(Freeze freeze, Span period, Place place) {
        boolean overridden = overrides.findByStageOrderById(place.stage()).stream()
                .anyMatch(override -> override.covers(freeze, period));
        return new Standing(freeze, period, overridden);
    }
}
