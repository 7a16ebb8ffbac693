package io.slipway.api.audit;

import io.slipway.project.Project;
import io.slipway.review.AuditTrail;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;

/**
 * Which events are asked for, as Spring binds it from the request.
 *
 * @param from the first instant, with its offset from UTC
 * @param to the first instant that is too late
 */
record AuditQuery(
        @Nullable Integer issue,
        @Nullable String actor,
        @Nullable String event,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        OffsetDateTime from,

        @DateTimeFormat(iso = DateTimeFormat.ISO.DATE_TIME) @Nullable
        OffsetDateTime to) {

    AuditTrail.Filter of(Project project) {
        return of(project, issue);
    }

    AuditTrail.Filter of(Project project, @Nullable Integer number) {
        return new AuditTrail.Filter(project.id(), number, given(actor), given(event), instant(from), instant(to));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
