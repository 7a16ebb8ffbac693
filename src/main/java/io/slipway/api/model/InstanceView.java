package io.slipway.api.model;

import io.slipway.project.Environment;
import io.slipway.project.Instance;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A database server; how it is reached is shown to administrators only. */
public record InstanceView(
        String name,
        String engine,
        String environment,
        String zone,
        @Nullable String url,
        @Nullable String directUrl,
        @Nullable String scratchUrl,
        List<String> actions) {

    public static InstanceView of(Instance instance, Environment environment, boolean reachable) {
        var scratch = instance.scratch();
        return new InstanceView(
                instance.resource(),
                instance.engine().name().toLowerCase(Locale.ROOT),
                environment.resource(),
                instance.zone(),
                reachable ? instance.url() : null,
                reachable ? instance.directUrl() : null,
                reachable && scratch != null ? scratch.url() : null,
                List.of());
    }
}
