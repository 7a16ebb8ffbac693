package io.slipway.cli;

import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.IssueOptions;
import io.slipway.cli.server.ServerOptions;
import io.slipway.cli.server.Surroundings;
import java.util.HashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Issues or revokes an access token. */
@Command(
        name = "token",
        description = "Issue an access token, shown this once; a token of the same name ends. Or revoke it.")
final class TokenCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "What the token is called, as in 'gitlab'.")
    private String name = "";

    @Option(names = "--account", paramLabel = "ACCOUNT", defaultValue = "", description = "Whose (default: yours).")
    private String account = "";

    @Option(names = "--valid-for-days", paramLabel = "DAYS", description = "When it ends (default: when revoked).")
    private @Nullable Integer validForDays;

    @Option(names = "--revoke", description = "Revoke it instead.")
    private boolean revoke;

    @Mixin
    private final ServerOptions server = new ServerOptions();

    private final Surroundings surroundings;

    TokenCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var api = server.api();
        var owner =
                account.isBlank() ? api.get("me").at("/name").asString("") : "accounts/" + IssueOptions.plain(account);
        if (revoke) {
            api.delete("%s/tokens/%s".formatted(owner, name));
            surroundings.out().println("Revoked token '%s' of '%s'.".formatted(name, IssueOptions.plain(owner)));
            return ExitCode.DONE;
        }
        var request = new HashMap<String, Object>();
        request.put("name", name);
        if (validForDays != null) {
            request.put("validForDays", validForDays);
        }
        surroundings
                .out()
                .println(api.post(owner + "/tokens", request).at("/token").asString(""));
        return ExitCode.DONE;
    }
}
