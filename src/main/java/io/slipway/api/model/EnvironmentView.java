package io.slipway.api.model;

import io.slipway.project.Environment;
import java.util.List;

/** An environment; changes travel in the order of the positions. */
public record EnvironmentView(String name, int position, String tier, List<String> actions) {

    public static EnvironmentView of(Environment environment) {
        return new EnvironmentView(
                environment.resource(),
                environment.position(),
                environment.tier().label(),
                List.of());
    }
}
