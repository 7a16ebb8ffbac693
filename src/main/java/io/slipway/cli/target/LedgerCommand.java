package io.slipway.cli.target;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Decides on a ledger that came with a copy of another database. */
@Command(
        name = "ledger",
        description = {
            "Take over the ledger of a database that is a copy of another one, such as a clone.",
            "Until then nothing is migrated there (ledger-copied)."
        })
public final class LedgerCommand implements Callable<Integer> {

    @Parameters(paramLabel = "DATABASE", description = "The database as 'instance/database'.")
    private String database = "";

    @ArgGroup(multiplicity = "1")
    private Revisions revisions = new Revisions();

    /** What becomes of the revisions that came with the copy: one of these. */
    static final class Revisions {

        @Option(names = "--keep", required = true, description = "The revisions in it are true here, too.")
        private boolean keep;

        @Option(
                names = "--set-aside",
                required = true,
                description = "What is there is not known: the revisions are set aside, and a baseline is asked for.")
        private boolean setAside;
    }

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "How you know; kept in the record.")
    private String reason = "";

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    public LedgerCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var body = Map.of("revisions", revisions.keep ? "KEEP" : "SET_ASIDE", "reason", reason);
        var taken = server.api().post(RevisionsCommand.name(database) + ":takeOverLedger", body);
        taken.at("/items")
                .forEach(target -> surroundings
                        .out()
                        .println("%s: %s"
                                .formatted(
                                        target.at("/target").asString(""),
                                        target.at("/taken").asBoolean()
                                                ? "the ledger is this database's own now."
                                                : "nothing to take over.")));
        return ExitCode.DONE;
    }
}
