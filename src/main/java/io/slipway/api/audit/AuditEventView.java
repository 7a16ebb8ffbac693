package io.slipway.api.audit;

import io.slipway.project.Project;
import io.slipway.review.AuditTrail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One event of the record of changes.
 *
 * @param issue the resource name of the issue, or absent
 * @param facts what belongs to it; where something changed, what it was before and after
 */
public record AuditEventView(
        String name,
        Instant at,
        String actor,
        String event,
        @Nullable String issue,
        String subject,
        JsonNode facts) {

    static AuditEventView of(Project project, AuditTrail.Recorded recorded) {
        return new AuditEventView(
                "%s/auditEvents/%d".formatted(project.resource(), recorded.id()),
                recorded.at(),
                recorded.actor(),
                recorded.event(),
                recorded.issue() == null ? null : "%s/issues/%d".formatted(project.resource(), recorded.issue()),
                recorded.subject(),
                JsonMapper.shared().readTree(recorded.facts()));
    }
}
