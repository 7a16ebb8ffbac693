package io.slipway;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {

    @Test
    void keepsModulesToWhatTheyMayUse() {
        ApplicationModules.of(SlipwayApplication.class).verify();
    }
}
