package io.slipway.rollout;

import io.slipway.engine.Engine;
import io.slipway.engine.ModelState;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** An engine that is lost when a test says so. */
@TestComponent
final class FakeEngine implements Engine {

    private boolean lost;
    private int deployments;
    private int version;
    private final List<Long> ended = new ArrayList<>();

    void holds(int newest) {
        version = newest;
    }

    List<Long> ended() {
        return List.copyOf(ended);
    }

    void lose() {
        lost = true;
    }

    int deployments() {
        return deployments;
    }

    @Override
    public boolean isLost() {
        return lost;
    }

    @Override
    public void forgetModels() {
        lost = false;
    }

    @Override
    public void deploy() {
        deployments++;
    }

    @Override
    public List<ModelState> models() {
        return version == 0
                ? List.of()
                : List.of(new ModelState("DatabaseChange", version, ModelState.State.OWNERS, List.of()));
    }

    @Override
    public void end(long processInstance) {
        ended.add(processInstance);
    }

    @Override
    public void upgrade() {
        deployments++;
    }
}
