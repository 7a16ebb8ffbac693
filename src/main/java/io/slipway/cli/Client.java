package io.slipway.cli;

import io.slipway.cli.check.CheckCommand;
import io.slipway.cli.condition.CatchUpCommand;
import io.slipway.cli.condition.DependCommand;
import io.slipway.cli.condition.OpenGateCommand;
import io.slipway.cli.edit.AcceptCommand;
import io.slipway.cli.edit.CommentCommand;
import io.slipway.cli.edit.EditCommand;
import io.slipway.cli.edit.RecheckCommand;
import io.slipway.cli.edit.ReconcileCommand;
import io.slipway.cli.edit.UndoCommand;
import io.slipway.cli.server.ClientException;
import io.slipway.cli.server.ExitCode;
import io.slipway.cli.server.Surroundings;
import io.slipway.cli.target.DoctorCommand;
import io.slipway.cli.target.GroupsCommand;
import io.slipway.cli.target.LedgerCommand;
import io.slipway.cli.target.RecoverCommand;
import io.slipway.cli.target.RevisionsCommand;
import io.slipway.failure.SlipwayException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code slipway} client's entry: it finds the command, and turns whatever goes wrong into a sentence and an exit code. */
@Command(
        name = "slipway",
        description =
                "Carries SQL migrations from a commit to every database, through review, approval and a schedule.",
        versionProvider = Client.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Each option can be given as a variable too: SLIPWAY_TARGET_STAGE stands for --target-stage.",
            "",
            "Exit codes: 0 done; 1 wrong use or configuration; 2 checks failed; 3 rejected or cancelled;",
            "4 a task failed or is unknown; 5 still waiting when --timeout ran out."
        })
public final class Client {

    private static final int WIDTH = 100;
    private static final Duration POLL = Duration.ofSeconds(2);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show how it is used.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    private Client() {}

    /** Reads the version that the build wrote into the jar. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            var version = Client.class.getPackage().getImplementationVersion();
            return new String[] {"slipway " + (version == null ? "of a working copy" : version)};
        }
    }

    /**
     * Run a command in this process's surroundings, and return its exit code.
     *
     * @param local makes the command that needs no server, and of which the client knows nothing
     */
    public static int run(String[] args, Clock clock, Function<Surroundings, Object> local) {
        return run(
                args,
                local,
                new Surroundings(
                        new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                        new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                        Ansi.AUTO.enabled() && System.getenv("CI") == null,
                        System.getenv(),
                        Path.of("").toAbsolutePath(),
                        clock,
                        POLL));
    }

    /** Run a command. */
    static int run(String[] args, Function<Surroundings, Object> local, Surroundings surroundings) {
        var line = line(local, surroundings);
        if (args.length == 0) {
            line.usage(surroundings.err());
            return ExitCode.USAGE;
        }
        var code = line.execute(args);
        surroundings.out().flush();
        surroundings.err().flush();
        return code;
    }

    static CommandLine line(Function<Surroundings, Object> local, Surroundings surroundings) {
        return withCommands(new CommandLine(new Client()), local, surroundings)
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setUsageHelpWidth(WIDTH)
                .setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal() ? Ansi.AUTO : Ansi.OFF))
                .setDefaultValueProvider(argument -> argument instanceof OptionSpec option
                        ? variable(option, surroundings.environment()::get)
                        : null)
                .setParameterExceptionHandler((e, arguments) -> wrongUse(e, surroundings))
                .setExecutionExceptionHandler((e, command, arguments) -> failed(e, surroundings));
    }

    private static CommandLine withCommands(
            CommandLine line, Function<Surroundings, Object> local, Surroundings surroundings) {
        return line.addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(local.apply(surroundings))
                .addSubcommand(new RolloutCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new CancelCommand(surroundings))
                .addSubcommand(new RescheduleCommand(surroundings))
                .addSubcommand(new RetryCommand(surroundings))
                .addSubcommand(new SkipCommand(surroundings))
                .addSubcommand(new ResolveCommand(surroundings))
                .addSubcommand(new PromoteCommand(surroundings))
                .addSubcommand(new OverrideCommand(surroundings))
                .addSubcommand(new CommentCommand(surroundings))
                .addSubcommand(new RecheckCommand(surroundings))
                .addSubcommand(new EditCommand(surroundings))
                .addSubcommand(new ReconcileCommand(surroundings))
                .addSubcommand(new UndoCommand(surroundings))
                .addSubcommand(new AcceptCommand(surroundings))
                .addSubcommand(new DependCommand(surroundings))
                .addSubcommand(new OpenGateCommand(surroundings))
                .addSubcommand(new CatchUpCommand(surroundings))
                .addSubcommand(new WithdrawCommand(surroundings))
                .addSubcommand(new AuditCommand(surroundings))
                .addSubcommand(new GroupsCommand(surroundings))
                .addSubcommand(new RevisionsCommand(surroundings))
                .addSubcommand(new BaselineCommand(surroundings))
                .addSubcommand(new ApplyCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings))
                .addSubcommand(new RecoverCommand(surroundings))
                .addSubcommand(new LedgerCommand(surroundings))
                .addSubcommand(new ModelsCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new TokenCommand(surroundings));
    }

    /** An option that takes a value may come from its variable; what is typed goes before. */
    private static @Nullable String variable(OptionSpec option, Function<String, @Nullable String> environment) {
        var name = option.longestName();
        return option.arity().max() == 0 || !name.startsWith("--")
                ? null
                : environment.apply(
                        "SLIPWAY_" + name.substring(2).replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static int wrongUse(ParameterException e, Surroundings surroundings) {
        surroundings.err().println(sentence(String.valueOf(e.getMessage())));
        surroundings
                .err()
                .println("Run '%s --help' to see how it is used."
                        .formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
        return ExitCode.USAGE;
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private static int failed(Exception e, Surroundings surroundings) throws Exception {
        if (!(e instanceof SlipwayException failure)) {
            throw e;
        }
        surroundings.out().flush();
        surroundings.err().println(failure.getMessage());
        surroundings.err().println(failure.help());
        return failure instanceof ClientException ending ? ending.exitCode() : ExitCode.USAGE;
    }
}
