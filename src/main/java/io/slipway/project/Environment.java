package io.slipway.project;

import java.time.Duration;
import org.springframework.data.annotation.Id;

/**
 * A stage in the order in which changes travel; its tier tells policies how careful to be.
 *
 * @param soakSeconds how long a change stays here before a rollout goes on to the next environment
 */
public record Environment(@Id long id, String name, int position, Tier tier, long soakSeconds) {

    /** Return the resource name. */
    public String resource() {
        return "environments/" + name;
    }

    /** Return how long a change stays here before a rollout goes on to the next environment. */
    public Duration soak() {
        return Duration.ofSeconds(soakSeconds);
    }

    /** Return the environment at another place in the order. */
    public Environment at(int other) {
        return new Environment(id, name, other, tier, soakSeconds);
    }
}
