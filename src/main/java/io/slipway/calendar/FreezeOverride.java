package io.slipway.calendar;

import java.time.Instant;
import org.springframework.data.annotation.Id;

/**
 * An owner's word that one period of a freeze does not hold one stage of one issue up. A period that is declared or changed later is
 * another one.
 *
 * @param changeFreeze the freeze's id; the freeze itself may have been removed since
 */
public record FreezeOverride(
        @Id long id,
        long stage,
        long changeFreeze,
        String name,
        Instant startsAt,
        Instant endsAt,
        long account,
        String reason,
        Instant createdAt) {

    boolean covers(Freeze other, Span period) {
        return changeFreeze == other.id() && startsAt.equals(period.startsAt()) && endsAt.equals(period.endsAt());
    }
}
