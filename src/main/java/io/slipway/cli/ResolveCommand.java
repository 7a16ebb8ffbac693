package io.slipway.cli;

import io.slipway.cli.report.Sentences;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.OrderOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a person's word for what an unknown task did. */
@Command(
        name = "resolve",
        description =
                "Say of an unknown task what was found on its target: whether the file it stopped at was applied.")
final class ResolveCommand implements Callable<Integer> {

    @Option(names = "--applied", description = "The file was applied: record it as marked by you.")
    private boolean applied;

    @Option(names = "--not-applied", description = "Nothing of the file is there: the task failed.")
    private boolean notApplied;

    @Mixin
    private final OrderOptions order = new OrderOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    ResolveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        order.requireTask();
        if (applied == notApplied) {
            throw ClientException.usage(
                    "outcome-missing",
                    "What was found on the target is not said.",
                    "Look at the target, and give either --applied or --not-applied.");
        }
        var api = server.api();
        api.post(
                order.name() + ":resolve",
                Map.of("outcome", applied ? "applied" : "notApplied", "reason", order.reason()));
        Sentences.stages(api.get(order.issue())).forEach(surroundings.out()::println);
        return ExitCode.DONE;
    }
}
