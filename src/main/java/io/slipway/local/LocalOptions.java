package io.slipway.local;

import io.slipway.cli.server.ClientException;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The database on one's own machine, and how its SQL is run. */
final class LocalOptions {

    /** How a local database is called in what is said of it. */
    private static final String NAME = "local";

    @Option(
            names = "--local",
            required = true,
            paramLabel = "URL",
            description =
                    "The database, as 'jdbc:postgresql://localhost:5432/shop'; on this machine, without a login in it.")
    private String url = "";

    @Option(
            names = "--username",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The login (default: PGUSER, else the name of your account).")
    private String username = "";

    @Option(
            names = "--password-from",
            paramLabel = "REFERENCE",
            defaultValue = "",
            description =
                    "Where its password is: env:NAME, file:PATH or exec:COMMAND (default: PGPASSWORD, else none).")
    private String passwordFrom = "";

    @Option(names = "--schema", paramLabel = "SCHEMA", defaultValue = "", description = "One schema as the target.")
    private String schema = "";

    @Option(names = "--run-as", paramLabel = "ROLE", defaultValue = "", description = "The role that files run as.")
    private String runAs = "";

    @Option(
            names = "--search-path",
            split = ",",
            paramLabel = "SCHEMA",
            description = "The search path that files start with.")
    private List<String> searchPath = List.of();

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "What files read as current_setting('slipway.NAME'); may be repeated.")
    private Map<String, String> variables = Map.of();

    /** Return the target that the options describe. */
    Target target(UnaryOperator<@Nullable String> environment) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw ClientException.usage(
                    "local-url-invalid",
                    "'%s' is no JDBC URL of PostgreSQL.".formatted(url.replaceAll("//[^/]*@", "//…@")),
                    "Write it as in 'jdbc:postgresql://localhost:5432/shop'.");
        }
        var credential = new Credential(login(environment), password(environment));
        return new Target(
                NAME,
                url,
                null,
                schema.isBlank() ? null : schema,
                credential,
                credential,
                runAs.isBlank() ? null : runAs,
                searchPath,
                variables);
    }

    private String login(UnaryOperator<@Nullable String> environment) {
        if (!username.isBlank()) {
            return username;
        }
        return Objects.requireNonNullElse(environment.apply("PGUSER"), System.getProperty("user.name", ""));
    }

    private String password(UnaryOperator<@Nullable String> environment) {
        if (!passwordFrom.isBlank()) {
            return passwordFrom;
        }
        return environment.apply("PGPASSWORD") == null ? "" : "env:PGPASSWORD";
    }

    /** Return host and port, as the checks keep away from them. */
    String server() {
        return url.replaceFirst("^jdbc:postgresql:(//)?", "").replaceFirst("[/?].*$", "");
    }
}
