package io.slipway.engine;

import io.slipway.project.Account;
import io.slipway.review.Audit;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What administrators do about models that their owners have deployed: look at the differences, or take the bundled ones. */
@Component
public class ProcessModels {

    private final ObjectProvider<Engine> engine;
    private final Audit audit;

    ProcessModels(ObjectProvider<Engine> engine, Audit audit) {
        this.engine = engine;
        this.audit = audit;
    }

    /** Return what stands in the engine beside what is bundled. */
    public List<ModelState> compare() {
        return EngineMissingException.require(engine).models();
    }

    /** Deploy the bundled models over whatever stands there; running processes stay on the version that they began with. */
    public List<ModelState> upgrade(Account account) {
        var models = EngineMissingException.require(engine);
        var replaced = models.models().stream()
                .filter(model -> model.state() != ModelState.State.BUNDLED)
                .map(model -> model.name() + " " + model.version() + " " + model.state())
                .toList();
        models.upgrade();
        audit.record(new Audit.Event("models-upgraded", account.name(), null, "models", Map.of("replaced", replaced)));
        return models.models();
    }
}
