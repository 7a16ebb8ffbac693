package io.slipway.cli.edit;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has an issue checked again, as its targets are now. */
@Command(name = "recheck", description = "Have an issue checked again, as its targets are now; approvals are kept.")
public final class RecheckCommand implements Callable<Integer> {

    @Mixin
    private final IssueOptions issue = new IssueOptions();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public RecheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        server.api().post(issue.issue() + ":check", Map.of());
        surroundings.out().println("Issue '%s' is checked again.".formatted(issue.issue()));
        return ExitCode.DONE;
    }
}
