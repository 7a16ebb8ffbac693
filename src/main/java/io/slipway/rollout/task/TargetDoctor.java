package io.slipway.rollout.task;

import io.slipway.migrate.engine.Engines;
import io.slipway.project.Database;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.target.inspection.Observation;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Looks at a database's targets before they are used, changing nothing. */
@Component
public class TargetDoctor {

    private final Targets targets;
    private final Engines engines;

    TargetDoctor(Targets targets, Engines engines) {
        this.targets = targets;
        this.engines = engines;
    }

    /** What was seen of one thing: whether it is right, and what to run or change if it is not. */
    public record Seen(String target, String check, String status, String text, String fix) {

        private static Seen of(TargetRef target, Observation seen) {
            return new Seen(target.name(), seen.check(), seen.status().name(), seen.text(), seen.fix());
        }
    }

    /** Look at each target in the database. */
    public List<Seen> look(Project project, Database database) {
        return targets.in(database).stream().flatMap(this::look).toList();
    }

    private Stream<Seen> look(TargetRef ref) {
        var target = TargetLink.target(ref);
        return engines.of(target).inspect(target).stream().map(seen -> Seen.of(ref, seen));
    }
}
