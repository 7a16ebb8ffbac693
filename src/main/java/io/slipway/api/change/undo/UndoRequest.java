package io.slipway.api.change.undo;

import io.slipway.change.undo.Undoing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to take back.
 *
 * @param versions some of what the issue brought; absent for all
 * @param targets databases or groups; absent for all that have the versions
 */
record UndoRequest(
        @Nullable List<String> versions, @Nullable List<String> targets) {

    static Undoing.Wish of(@Nullable UndoRequest request) {
        return request == null ? wish(null, null) : wish(request.versions, request.targets);
    }

    static Undoing.Wish wish(@Nullable List<String> versions, @Nullable List<String> targets) {
        return new Undoing.Wish(versions == null ? List.of() : versions, targets == null ? List.of() : targets);
    }
}
