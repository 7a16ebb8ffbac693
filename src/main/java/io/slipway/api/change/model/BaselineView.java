package io.slipway.api.change.model;

import io.slipway.rollout.adoption.BaselineCommands;
import io.slipway.rollout.adoption.Source;
import java.util.List;

/**
 * What a baseline means for a target.
 *
 * @param version the last one that counts as applied
 * @param recorded whether it was there before this request
 * @param text what it says of the target, in a sentence
 * @param revisions what another tool ran, in its order; empty where a person names a version
 * @param doubts what to look at before it is recorded
 */
public record BaselineView(
        String target,
        String track,
        String version,
        boolean recorded,
        String text,
        List<Held> revisions,
        List<String> doubts) {

    /** A version that another tool ran, and the file that it named. */
    public record Held(String version, String path) {}

    public static BaselineView of(BaselineCommands.Meaning meaning) {
        var version = meaning.held().getLast().version();
        return switch (meaning.source()) {
            case Source.At at ->
                of(
                        meaning,
                        "Target '%s' stands at version '%s' of track '%s'; files up to it count as applied."
                                .formatted(meaning.target(), version, meaning.track()),
                        List.of());
            case Source.History history ->
                of(
                        meaning,
                        "%s ran %d versions of track '%s' on target '%s'; they count as applied."
                                .formatted(
                                        history.tool().title(),
                                        meaning.held().size(),
                                        meaning.track(),
                                        meaning.target()),
                        meaning.held().stream()
                                .map(held -> new Held(held.version(), held.path()))
                                .toList());
        };
    }

    private static BaselineView of(BaselineCommands.Meaning meaning, String text, List<Held> revisions) {
        return new BaselineView(
                meaning.target(),
                meaning.track(),
                meaning.held().getLast().version(),
                meaning.recorded(),
                text,
                revisions,
                meaning.doubts());
    }
}
