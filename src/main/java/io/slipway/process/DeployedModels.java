package io.slipway.process;

import java.util.Optional;

/** What the engine holds of the models, whoever deployed it. */
interface DeployedModels {

    /**
     * Return the newest version of a model; 0: there is none.
     *
     * @param known the newest that Slipway deployed, for engines that have to be asked version by version
     */
    int newest(Bundle.Model model, int known);

    /** Return the text of the newest version of a model; empty where the engine does not give it away. */
    Optional<String> text(Bundle.Model model);
}
