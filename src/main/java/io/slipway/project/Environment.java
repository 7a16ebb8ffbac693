package io.slipway.project;

import org.springframework.data.annotation.Id;

/** A stage in the order in which changes travel; its tier tells policies how careful to be. */
public record Environment(@Id long id, String name, int position, Tier tier) {

    /** Return the resource name. */
    public String resource() {
        return "environments/" + name;
    }
}
