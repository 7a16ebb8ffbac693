package io.slipway.change.form;

import io.slipway.change.ChangeViews;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The forms for deciding on a stage: the change, what else is scheduled on its servers, and how busy these are. */
@Component
public class StageForms {

    private final ChangeViews views;
    private final Neighbours neighbours;
    private final Loads loads;

    StageForms(ChangeViews views, Neighbours neighbours, Loads loads) {
        this.views = views;
        this.neighbours = neighbours;
        this.loads = loads;
    }

    /** Return what a form shows; servers are asked outside of any transaction, since one may not answer. */
    public Map<String, Object> of(long stage, String problem) {
        var view = new HashMap<>(views.ofStage(stage, problem));
        view.put("others", neighbours.of(stage));
        view.put("load", loads.of(neighbours.servers(stage)));
        return view;
    }
}
