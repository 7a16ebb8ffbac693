package io.slipway.cli;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Gives an issue up. */
@Command(name = "withdraw", description = "Give an issue up; what is scheduled must be cancelled first.")
final class WithdrawCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    WithdrawCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.api().post(issue.issue() + ":withdraw", Map.of());
        surroundings.out().println("Issue '%s' is withdrawn.".formatted(issue.issue()));
        return ExitCode.DONE;
    }
}
