package io.slipway.api.change.undo;

import io.slipway.change.undo.Undo;
import io.slipway.project.TargetRef;
import java.util.List;

/**
 * How what an issue brought would be taken back.
 *
 * @param sql the whole text that would be reviewed and run
 * @param steps the last version first
 * @param targets those that have all of these versions
 */
record UndoView(String sql, List<Step> steps, List<String> targets) {

    /** A version to take back, and by which file or whose kept rows. */
    record Step(String track, String version, Undo.Source source, String path) {}

    static UndoView of(Undo undo) {
        return new UndoView(
                undo.sql(),
                undo.steps().stream()
                        .map(step -> new Step(step.track(), step.version(), step.source(), step.by()))
                        .toList(),
                undo.targets().stream().map(TargetRef::name).toList());
    }
}
