package io.slipway.api.change.model;

import io.slipway.rollout.task.BaselineCommands;
import java.util.List;

/**
 * What a baseline means for a target.
 *
 * @param recorded whether it was there before this request
 * @param text what it says of the target, in a sentence
 * @param doubts what to look at before it is recorded
 */
public record BaselineView(
        String target, String track, String version, boolean recorded, String text, List<String> doubts) {

    public static BaselineView of(BaselineCommands.Meaning meaning) {
        var text = "Target '%s' stands at version '%s' of track '%s'; files up to it count as applied."
                .formatted(meaning.target(), meaning.version(), meaning.track());
        return new BaselineView(
                meaning.target(), meaning.track(), meaning.version(), meaning.recorded(), text, meaning.doubts());
    }
}
