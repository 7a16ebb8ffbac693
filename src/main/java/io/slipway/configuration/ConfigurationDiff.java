package io.slipway.configuration;

import java.util.List;

/**
 * What applying a configuration would do or has done, as sentences.
 *
 * @param unlisted what Slipway has and the file does not; it stays because nothing is removed without pruning
 */
public record ConfigurationDiff(
        List<String> additions, List<String> changes, List<String> removals, List<String> unlisted) {

    public ConfigurationDiff {
        additions = List.copyOf(additions);
        changes = List.copyOf(changes);
        removals = List.copyOf(removals);
        unlisted = List.copyOf(unlisted);
    }

    /** Say whether nothing differs. */
    public boolean isEmpty() {
        return additions.isEmpty() && changes.isEmpty() && removals.isEmpty();
    }
}
