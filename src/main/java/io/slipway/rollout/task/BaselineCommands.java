package io.slipway.rollout.task;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Database;
import io.slipway.project.Members;
import io.slipway.project.Project;
import io.slipway.project.Role;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.release.Releases;
import io.slipway.release.Version;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Revision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What owners say of databases that were there before Slipway: up to which version of a track they hold everything. */
@Component
public class BaselineCommands {

    private final Targets targets;
    private final Members members;
    private final Releases releases;
    private final Tasks tasks;
    private final Baselines baselines;
    private final BaselineRecord record;

    BaselineCommands(
            Targets targets,
            Members members,
            Releases releases,
            Tasks tasks,
            Baselines baselines,
            BaselineRecord record) {
        this.targets = targets;
        this.members = members;
        this.releases = releases;
        this.tasks = tasks;
        this.baselines = baselines;
        this.record = record;
    }

    /**
     * What an owner orders.
     *
     * @param schema one schema of the database, or null for every target in it
     * @param track the line of versions, or null for the project's own
     */
    public record Order(@Nullable String schema, @Nullable String track, String version, String reason) {}

    /**
     * What an order means for a target.
     *
     * @param recorded whether its ledger says so already
     * @param doubts what the owner should look at before
     */
    public record Meaning(String target, String track, String version, boolean recorded, List<String> doubts) {}

    /**
     * Look at what an order means for each target, changing nothing.
     *
     * @throws RejectedException if carrying it out would be refused
     */
    public List<Meaning> foresee(Account account, Project project, Database database, Order order) {
        members.require(account, project, Role.OWNER);
        requireReason(order);
        var baseline = baseline(account, project, order);
        return targets(project, database, order).stream()
                .map(target -> meaning(project, target, baseline))
                .toList();
    }

    /**
     * Carry an order out on each target, once none of them refuses it.
     *
     * @return what it meant for each
     */
    public List<Meaning> record(Account account, Project project, Database database, Order order) {
        var meanings = foresee(account, project, database, order);
        var baseline = baseline(account, project, order);
        targets(project, database, order).forEach(target -> record.write(account, target, baseline, order.reason()));
        return meanings;
    }

    private static Revision baseline(Account account, Project project, Order order) {
        var track = order.track() == null ? project.track() : order.track();
        var version = Version.parse(order.version().strip()).toString();
        return new Revision(track, version, Revision.Kind.BASELINE, "", "", "", "", account.name(), null, 0);
    }

    private List<TargetRef> targets(Project project, Database database, Order order) {
        var found = targets.of(project).stream()
                .filter(target -> target.database().id() == database.id())
                .filter(target -> order.schema() == null || order.schema().equals(target.schema()))
                .toList();
        if (found.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.NOT_FOUND,
                    "unknown-target",
                    "Database '%s' has no schema '%s' that is a target.".formatted(database.name(), order.schema()),
                    "Name one of the schemas that the configuration lists for the database, or none for all of them.");
        }
        return found;
    }

    private Meaning meaning(Project project, TargetRef ref, Revision baseline) {
        var outlook = baselines.foresee(TargetLink.target(ref), baseline);
        if (!outlook.recorded()) {
            requireUnlocked(ref);
        }
        var doubts = new ArrayList<String>();
        if (!outlook.recorded() && !outlook.objects()) {
            doubts.add("It holds no objects, so that files up to '%s' would never be run there."
                    .formatted(baseline.version()));
        }
        if (!baseline.track().equals(project.track())
                && !releases.existsByProjectAndTrack(project.id(), baseline.track())) {
            doubts.add("Project '%s' has no release of track '%s' yet.".formatted(project.name(), baseline.track()));
        }
        return new Meaning(ref.name(), baseline.track(), baseline.version(), outlook.recorded(), List.copyOf(doubts));
    }

    /** Scheduled means locked: what a task was approved to run there must not change below it. */
    private void requireUnlocked(TargetRef ref) {
        var locked = tasks.lockedOn(ref.database().id(), ref.schema());
        if (!locked.isEmpty()) {
            var task = locked.getFirst();
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "target-locked",
                    "Task %d on target '%s' is %s.".formatted(task.id(), ref.name(), task.status()),
                    "Cancel what is scheduled there, or wait until it has ended, then record the baseline.");
        }
    }

    private static void requireReason(Order order) {
        if (order.reason().isBlank()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "reason-missing",
                    "The baseline has no reason.",
                    "Say how you know that everything up to the version is there: it is kept in the record of changes.");
        }
    }
}
