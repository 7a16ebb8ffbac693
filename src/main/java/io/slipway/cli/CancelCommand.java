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

/** Cancels what is scheduled. */
@Command(
        name = "cancel",
        description = "Cancel what is scheduled; approvals are kept, and the stage goes back to the releaser.")
final class CancelCommand implements Callable<Integer> {

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    CancelCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        api.post(order.name() + ":cancel", Map.of("reason", order.reason()));
        Sentences.stages(api.get(order.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
