package io.slipway.process;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the engine is reached.
 *
 * @param grpcAddress the gateway, such as {@code http://camunda:26500}
 * @param restAddress its REST API, for who completed user tasks, such as {@code http://camunda:8080}
 * @param username of Slipway's own user where the API is protected, as it must be in production; empty: none
 * @param password of that user
 * @param zones the zones whose databases this server migrates
 * @param workers how many jobs of a type run at once
 */
@ConfigurationProperties("slipway.camunda")
public record CamundaSettings(
        URI grpcAddress,
        URI restAddress,
        @DefaultValue("") String username,
        @Nullable String password,
        @DefaultValue("default") java.util.List<String> zones,
        @DefaultValue("16") int workers) {

    boolean isProtected() {
        return !username.isEmpty();
    }

    @Override
    public String toString() {
        return "CamundaSettings[" + grpcAddress + ", " + restAddress + "]";
    }
}
