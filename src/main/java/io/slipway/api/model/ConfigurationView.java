package io.slipway.api.model;

import io.slipway.configuration.ConfigurationDiff;
import java.util.List;

/** What applying a configuration changed or, in a dry run, would change, as sentences. */
public record ConfigurationView(
        boolean applied, List<String> additions, List<String> changes, List<String> removals, List<String> unlisted) {

    public static ConfigurationView of(ConfigurationDiff difference, boolean applied) {
        return new ConfigurationView(
                applied, difference.additions(), difference.changes(), difference.removals(), difference.unlisted());
    }
}
