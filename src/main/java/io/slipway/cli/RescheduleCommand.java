package io.slipway.cli;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.OrderOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.server.Times;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives what is scheduled another start. */
@Command(name = "reschedule", description = "Give what is scheduled another start; approvals are kept.")
final class RescheduleCommand implements Callable<Integer> {

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            description = "The new start with its offset, as in '2026-03-04T22:00+01:00'.")
    private String at = "";

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    RescheduleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var start = Times.parse(at);
        var api = server.api();
        api.post(order.name() + ":reschedule", Map.of("startAt", start.toString(), "reason", order.reason()));
        Sentences.stages(api.get(order.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
