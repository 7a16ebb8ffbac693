package io.slipway.rollout.adoption;

import io.slipway.failure.RejectedException;
import io.slipway.migrate.engine.Engines;
import io.slipway.project.Account;
import io.slipway.project.Database;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.review.Audit;
import io.slipway.rollout.task.TargetLink;
import io.slipway.target.Target;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What owners say of a ledger that came with a copy of another database, as after a clone, or a restore into a new server: that its
 * revisions are true here, or that nothing is known of what is there.
 */
@Component
public class CopyCommands {

    private static final String EVENT = "ledger-taken-over";

    private final Targets targets;
    private final Members members;
    private final Engines engines;
    private final TargetLink link;
    private final Audit audit;

    CopyCommands(Targets targets, Members members, Engines engines, TargetLink link, Audit audit) {
        this.targets = targets;
        this.members = members;
        this.engines = engines;
        this.link = link;
        this.audit = audit;
    }

    /** What becomes of the revisions that came with the copy. */
    public enum Revisions {
        /** They are true here. */
        KEEP,
        /** They are kept in the ledger under another name; a baseline says what is there. */
        SET_ASIDE
    }

    /** A target in the database, and whether its ledger was taken over by this very call. */
    public record Taken(String target, boolean taken) {}

    /**
     * Make the ledger in a database its own. Repeated, it finds nothing to do.
     *
     * @throws RejectedException if the account is no owner, or gives no reason
     */
    public List<Taken> takeOver(
            Account account, Project project, Database database, Revisions revisions, String reason) {
        members.require(account, project, Role.OWNER);
        if (reason.isBlank()) {
            throw RejectedException.reasonMissing();
        }
        var all = targets.in(database);
        var taken = !all.isEmpty() && takeOver(TargetLink.target(all.getFirst()), revisions);
        if (taken) {
            all.forEach(target -> record(account, target, revisions, reason));
        }
        return all.stream().map(target -> new Taken(target.name(), taken)).toList();
    }

    private boolean takeOver(Target target, Revisions revisions) {
        return engines.of(target).takeOver(target, revisions == Revisions.KEEP);
    }

    private void record(Account account, TargetRef target, Revisions revisions, String reason) {
        audit.record(new Audit.Event(
                EVENT, account.name(), null, target.name(), Map.of("revisions", revisions, "reason", reason)));
        link.follow(target);
    }
}
