package io.slipway.check.simulation;

import io.slipway.check.CheckSettings;
import io.slipway.check.ScratchServer;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.failure.SlipwayException;
import io.slipway.sql.SqlParser;
import io.slipway.target.Engine;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tries a change out on a scratch server, once for all targets with the same history and the same pending files. */
@Component
public final class Simulation {

    private static final String READ_WITH_CARE =
            "Read the change with more care than usual, or try it out by hand on a copy.";

    private final SimulationUnavailable unavailable = new SimulationUnavailable();
    private final SqlParser parser;
    private final CheckSettings settings;
    private final Clock clock;

    Simulation(SqlParser parser, CheckSettings settings, Clock clock) {
        this.parser = parser;
        this.settings = settings;
        this.clock = clock;
    }

    /** What came of it for each target. */
    public record Results(Map<String, Simulated> byTarget) {

        public Simulated of(CheckedTarget target) {
            return byTarget.getOrDefault(target.name(), Simulated.NOTHING_TO_RUN);
        }
    }

    /** Try out what is pending on each target; where that cannot be done, the result says why. */
    public Results run(Engine engine, @Nullable ScratchServer scratch, List<CheckedTarget> targets) {
        var results = new HashMap<String, Simulated>();
        var known = new HashMap<Experiment, Simulated>();
        var words = new Words();
        var laboratory = scratch == null ? null : new Laboratory(scratch, parser, settings, clock);
        for (CheckedTarget target : targets) {
            if (!target.pending().isEmpty()) {
                results.put(
                        target.name(), engine == Engine.MARIADB ? onMariaDb() : run(laboratory, target, words, known));
            }
        }
        return new Results(results);
    }

    private Simulated onMariaDb() {
        return unavailable(
                "nothing is on MariaDB and MySQL, nor is the syntax of statements checked there",
                "Try the change out by hand on a copy.");
    }

    private Simulated run(
            @Nullable Laboratory laboratory, CheckedTarget target, Words words, Map<Experiment, Simulated> known) {
        if (laboratory == null) {
            return unavailable(
                    "its server has no scratch server",
                    "Configure a scratch server for the instance: an empty PostgreSQL of the same version.");
        }
        if (laboratory.isServerOf(target.target())) {
            return unavailable(
                    "the scratch server is the target's own server",
                    "Configure a scratch server that holds no target.");
        }
        return obstacle(target)
                .map(reason -> unavailable(reason, READ_WITH_CARE))
                .orElseGet(() ->
                        known.computeIfAbsent(Experiment.of(target, words), experiment -> run(laboratory, experiment)));
    }

    private static Optional<String> obstacle(CheckedTarget target) {
        return History.unknown(target.target())
                .or(() -> target.pending().stream()
                        .filter(file -> file.parsed().unread().isPresent())
                        .findFirst()
                        .map(file -> "'%s' cannot be read".formatted(file.path())));
    }

    private Simulated run(Laboratory laboratory, Experiment experiment) {
        try {
            return laboratory.run(experiment);
        } catch (SlipwayException e) {
            return unavailable(
                    "the scratch server cannot be used: " + e.sentence(), "Mend the scratch server, and check again.");
        } catch (SQLException e) {
            return unavailable(
                    "the scratch server failed: " + e.getMessage(), "Mend the scratch server, and check again.");
        }
    }

    private Simulated unavailable(String reason, String help) {
        return Simulated.unavailable(unavailable.because(reason, help));
    }
}
