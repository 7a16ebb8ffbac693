package io.slipway.cli;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.OrderOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Promotes a change beyond its target stage. */
@Command(name = "promote", description = "Let a rollout go on beyond its --target-stage.")
final class PromoteCommand implements Callable<Integer> {

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    PromoteCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        api.post(order.name() + ":promote", Map.of());
        Sentences.stages(api.get(order.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
