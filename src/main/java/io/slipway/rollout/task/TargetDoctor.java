package io.slipway.rollout.task;

import io.slipway.project.Database;
import io.slipway.project.Project;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.target.Connections;
import io.slipway.target.inspection.Inspection;
import io.slipway.target.inspection.Observation;
import io.slipway.target.ledger.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** Looks at a database's targets before they are used, changing nothing. */
@Component
public class TargetDoctor {

    private final Targets targets;
    private final Inspection inspection;

    TargetDoctor(Targets targets, Connections connections, Ledger ledger) {
        this.targets = targets;
        this.inspection = new Inspection(connections, ledger);
    }

    /** What was seen of one thing: whether it is right, and what to run or change if it is not. */
    public record Seen(String target, String check, String status, String text, String fix) {

        private static Seen of(TargetRef target, Observation seen) {
            return new Seen(target.name(), seen.check(), seen.status().name(), seen.text(), seen.fix());
        }
    }

    /** Look at each target in the database. */
    public List<Seen> look(Project project, Database database) {
        return targets.in(database).stream()
                .flatMap(target ->
                        inspection.inspect(TargetLink.target(target)).stream().map(seen -> Seen.of(target, seen)))
                .toList();
    }
}
