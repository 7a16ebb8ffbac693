package io.slipway.api.engine;

import io.slipway.engine.ModelState;
import java.util.List;
import java.util.Locale;

/**
 * What stands in the engine in the place of a bundled model.
 *
 * @param state missing, bundled, slipways (of another bundle) or owners (not deployed by Slipway)
 */
record ModelView(String name, int version, String state, List<String> differences, List<String> actions) {

    static ModelView of(ModelState model) {
        boolean same = model.state() == ModelState.State.BUNDLED;
        return new ModelView(
                "models/" + model.name(),
                model.version(),
                model.state().name().toLowerCase(Locale.ROOT),
                model.differences(),
                same ? List.of() : List.of("upgrade"));
    }
}
