package io.slipway.process;

import io.slipway.embedded.EmbeddedPlatform;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Connects the application to the platform that all tests share. */
final class OwnPlatform implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var platform = EmbeddedPlatform.shared();
        var postgres = platform.postgres();
        TestPropertyValues.of(
                        "spring.datasource.url=" + postgres.createDatabase("process"),
                        "spring.datasource.username=" + postgres.superuser(),
                        "spring.datasource.password=" + postgres.password(),
                        "slipway.camunda.grpc-address=" + platform.gatewayGrpc(),
                        "slipway.camunda.rest-address=" + platform.restAddress())
                .applyTo(context);
    }
}
