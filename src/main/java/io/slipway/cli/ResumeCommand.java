package io.slipway.cli;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a process for each open issue after Zeebe was lost. */
@Command(
        name = "resume",
        description = {
            "Start a process for each open issue that has none, after Zeebe was wiped together with its index.",
            "What was decided stays decided, and what is done is skipped."
        })
final class ResumeCommand implements Callable<Integer> {

    @Option(
            names = "--force",
            description =
                    "Forget the processes known before although Camunda holds the models still: cancel them first.")
    private boolean force;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var done = server.api().post("processes:resume", Map.of("force", force));
        if (!done.at("/lost").asBoolean(false)) {
            surroundings.out().println("Camunda holds the models still: processes that it knows go on.");
        }
        surroundings
                .out()
                .println("Issues that get a new process: %d."
                        .formatted(done.at("/issues").asInt(0)));
        var requests = done.at("/requests").asInt(0);
        if (requests > 0) {
            surroundings
                    .out()
                    .println("Requests that nobody had confirmed are gone: %d. Start them again.".formatted(requests));
        }
        return ExitCode.DONE;
    }
}
