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

/** Tries failed tasks again. */
@Command(name = "retry", description = "Try failed tasks again.")
final class RetryCommand implements Callable<Integer> {

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    RetryCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        api.post(order.name() + ":retry", Map.of());
        Sentences.stages(api.get(order.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
