package io.slipway.testing;

import io.slipway.embedded.EmbeddedPostgres;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives each application context a database of its own on the shared embedded server. */
public final class OwnDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var postgres = EmbeddedPostgres.shared();
        TestPropertyValues.of(
                        "spring.datasource.url=" + postgres.createDatabase("application"),
                        "spring.datasource.username=" + postgres.superuser(),
                        "spring.datasource.password=" + postgres.password(),
                        "spring.datasource.hikari.maximum-pool-size=8")
                .applyTo(context);
    }
}
