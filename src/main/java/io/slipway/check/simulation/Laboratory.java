package io.slipway.check.simulation;

import io.slipway.check.CheckSettings;
import io.slipway.check.Finding;
import io.slipway.check.ScratchServer;
import io.slipway.check.TargetToCheck;
import io.slipway.check.rules.Parsed;
import io.slipway.sql.SqlParser;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The scratch server during one check: swept before the first experiment, and each experiment in a database of its own. */
final class Laboratory {

    private static final String HISTORY_HELP =
            "Nothing to do if that file needs roles, extensions or data that the scratch server lacks; otherwise look at the file.";
    private static final String TIMEOUT_HELP =
            "Nothing to do if the statement is known to be slow; otherwise look for a loop in it.";
    private static final String SERVER_HELP = "Mend the scratch server, and check again.";
    private static final String LEFT_OUT_HELP =
            "Look at the statements that were left out: what fails may only need them.";

    private final SimulationUnavailable unavailable = new SimulationUnavailable();
    private final ScratchConnections connections;
    private final ServerAddresses addresses;
    private final SqlParser parser;
    private final CheckSettings settings;
    private final Clock clock;
    private final Map<String, Parsed> parsed = new HashMap<>();
    private boolean swept;

    Laboratory(ScratchServer server, SqlParser parser, CheckSettings settings, Clock clock) {
        this.connections = new ScratchConnections(server);
        this.addresses = ServerAddresses.of(server.url());
        this.parser = parser;
        this.settings = settings;
        this.clock = clock;
    }

    /** Tell whether the scratch server is the one on which the target lives. */
    boolean isServerOf(TargetToCheck target) {
        return addresses.include(target.server());
    }

    Simulated run(Experiment experiment) throws SQLException {
        sweepOnce();
        try (var database = ScratchDatabase.create(connections, clock);
                var session = database.connect(new SessionOptions(
                        settings.statementTimeout(), experiment.searchPath(), experiment.variables()))) {
            return run(experiment, session);
        }
    }

    private void sweepOnce() throws SQLException {
        if (!swept) {
            new Leftovers(connections, clock).sweep(settings.scratchAge());
            swept = true;
        }
    }

    private Simulated run(Experiment experiment, Connection session) throws SQLException {
        createSchemas(experiment.schemas(), session);
        var deadline = clock.instant().plus(settings.simulationTimeout());
        var replay =
                new Replay(session, new Beyond(installable(session)), settings.statementTimeout(), clock, deadline);
        var leftOut = new ArrayList<LeftOut>();
        for (Step step : experiment.history()) {
            var failure = run(step, replay, leftOut);
            if (failure.isPresent()) {
                return Simulated.unavailable(ofHistory(step, failure.get()));
            }
        }
        return runPending(experiment, replay, leftOut);
    }

    private Simulated runPending(Experiment experiment, Replay replay, List<LeftOut> leftOut) throws SQLException {
        var findings = new ArrayList<Finding>();
        for (Step step : experiment.pending()) {
            var ofStep = new ArrayList<LeftOut>();
            var failure = run(step, replay, ofStep);
            leftOut.addAll(ofStep);
            if (!ofStep.isEmpty()) {
                findings.add(new NotSimulated().of(step.path(), ofStep));
            }
            if (failure.isPresent()) {
                return ofPending(step, failure.get(), leftOut, findings);
            }
        }
        return new Simulated(true, findings);
    }

    private Optional<Failure> run(Step step, Replay replay, List<LeftOut> leftOut) throws SQLException {
        var script = parsed.computeIfAbsent(step.text(), text -> Parsed.of(parser, text));
        return script.unread().isPresent()
                ? script.unread().map(unread -> new Failure(Failure.Kind.STATEMENT, unread.line(), unread.text(), ""))
                : replay.run(step, script.script(), leftOut);
    }

    private Finding ofHistory(Step step, Failure failure) {
        return unavailable.because(
                "'%s', which is applied already, fails on an empty database at line %d: %s"
                        .formatted(step.path(), failure.line(), failure.message()),
                failure.kind() == Failure.Kind.SERVER ? SERVER_HELP : HISTORY_HELP);
    }

    private Simulated ofPending(Step step, Failure failure, List<LeftOut> leftOut, List<Finding> findings) {
        String where = "line %d of '%s'".formatted(failure.line(), step.path());
        switch (failure.kind()) {
            case TIMEOUT -> findings.add(unavailable.because("%s took too long".formatted(where), TIMEOUT_HELP));
            case SERVER ->
                findings.add(unavailable.because(
                        "the scratch server failed at %s: %s".formatted(where, failure.message()), SERVER_HELP));
            case STATEMENT -> {
                if (leftOut.stream().anyMatch(LeftOut::missed)) {
                    findings.add(unavailable.because(
                            "%s fails after statements that were left out: %s".formatted(where, failure.message()),
                            LEFT_OUT_HELP));
                } else {
                    findings.add(new SimulationFailed().finding(step.path(), failure));
                    return new Simulated(true, findings);
                }
            }
        }
        return new Simulated(false, findings);
    }

    private static void createSchemas(List<String> schemas, Connection session) throws SQLException {
        for (String schema : schemas) {
            try (var statement = session.createStatement()) {
                statement.execute("CREATE SCHEMA IF NOT EXISTS \"%s\"".formatted(schema.replace("\"", "\"\"")));
            }
        }
    }

    /** Ask which extensions the role may create here. */
    private static Set<String> installable(Connection session) throws SQLException {
        var names = new HashSet<String>();
        try (var statement = session.createStatement();
                var rows = statement.executeQuery(
                        "SELECT name FROM pg_available_extension_versions WHERE trusted OR NOT superuser")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
