package io.slipway.project.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A question to an environment's targets, or to a monitor of them.
 *
 * @param statement one SELECT that gives true on each target that is well, or null for a monitor
 * @param url what answers 2xx while all is well, or null for a question to the targets
 * @param timeoutSeconds after which no answer is none
 */
@Table("environment_health_check")
public record HealthCheck(
        @Id long id,
        long environment,
        int position,
        String name,
        @Nullable String statement,
        @Nullable String url,
        int timeoutSeconds) {

    public Duration timeout() {
        return Duration.ofSeconds(timeoutSeconds);
    }
}
