package io.slipway.rollout;

import io.slipway.engine.Engine;
import io.slipway.engine.ModelState;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;

/** An engine that is lost when a test says so. */
@TestComponent
final class FakeEngine implements Engine {

    private boolean lost;
    private int deployments;

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
        return List.of();
    }

    @Override
    public void upgrade() {
        deployments++;
    }
}
