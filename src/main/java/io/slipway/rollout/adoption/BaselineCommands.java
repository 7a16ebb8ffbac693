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
import io.slipway.release.Releases;
import io.slipway.release.Version;
import io.slipway.rollout.task.TargetLink;
import io.slipway.rollout.task.Tasks;
import io.slipway.target.Target;
import io.slipway.target.history.HistoryTable;
import io.slipway.target.ledger.Revision;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What owners say of databases that were there before Slipway: which versions of a track they hold. */
@Component
public class BaselineCommands {

    private final Targets targets;
    private final Members members;
    private final Releases releases;
    private final Tasks tasks;
    private final Engines engines;
    private final BaselineRecord record;

    BaselineCommands(
            Targets targets, Members members, Releases releases, Tasks tasks, Engines engines, BaselineRecord record) {
        this.targets = targets;
        this.members = members;
        this.releases = releases;
        this.tasks = tasks;
        this.engines = engines;
        this.record = record;
    }

    /**
     * What an owner orders.
     *
     * @param schema one schema of the database, or null for every target in it
     * @param track the line of versions, or null for the project's own
     */
    public record Order(@Nullable String schema, @Nullable String track, Source source, String reason) {}

    /**
     * What an order means for a target.
     *
     * @param held what counts as applied then, in order
     * @param recorded whether its ledger says so already
     * @param doubts what the owner should look at before
     */
    public record Meaning(
            String target, String track, Source source, List<Held> held, boolean recorded, List<String> doubts) {}

    /** A version that counts as applied, and the file that another tool named for it. */
    public record Held(String version, String path) {}

    private record Foreseen(TargetRef ref, Holdings holdings, Meaning meaning) {}

    /**
     * Look at what an order means for each target, changing nothing.
     *
     * @throws RejectedException if carrying it out would be refused
     */
    public List<Meaning> foresee(Account account, Project project, Database database, Order order) {
        return look(account, project, database, order).stream()
                .map(Foreseen::meaning)
                .toList();
    }

    /**
     * Carry an order out on each target, once none of them refuses it.
     *
     * @return what it meant for each
     */
    public List<Meaning> record(Account account, Project project, Database database, Order order) {
        var foreseen = look(account, project, database, order);
        foreseen.forEach(
                it -> record.write(account, it.ref(), it.holdings().revisions(), name(order.source()), order.reason()));
        return foreseen.stream().map(Foreseen::meaning).toList();
    }

    private List<Foreseen> look(Account account, Project project, Database database, Order order) {
        members.require(account, project, Role.OWNER);
        requireReason(order);
        return targets(project, database, order).stream()
                .map(target -> look(account, project, target, order))
                .toList();
    }

    private static String name(Source source) {
        return switch (source) {
            case Source.At at -> "owner";
            case Source.History history -> history.tool().title();
        };
    }

    private Holdings holdings(Account account, Project project, TargetRef target, Order order) {
        var track = order.track() == null ? project.track() : order.track();
        return switch (order.source()) {
            case Source.At at -> {
                var version = Version.parse(at.version().strip()).toString();
                yield new Holdings(
                        List.of(new Revision(
                                track, version, Revision.Kind.BASELINE, "", "", "", "", account.name(), null, 0)),
                        List.of());
            }
            case Source.History history ->
                Histories.read(history.tool(), history(TargetLink.target(target), history), track, account.name());
        };
    }

    private List<HistoryTable.Row> history(Target target, Source.History history) {
        return engines.of(target).history(target, history.tool(), history.table());
    }

    private List<TargetRef> targets(Project project, Database database, Order order) {
        var found = targets.in(database).stream()
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

    private Foreseen look(Account account, Project project, TargetRef ref, Order order) {
        var holdings = holdings(account, project, ref, order);
        var last = holdings.revisions().getLast();
        var target = TargetLink.target(ref);
        var outlook = engines.of(target).foreseeBaseline(target, holdings.revisions());
        if (!outlook.recorded()) {
            requireUnlocked(ref);
        }
        var doubts = new ArrayList<>(holdings.doubts());
        if (!outlook.recorded() && !outlook.objects()) {
            doubts.add("It holds no objects, so that files up to '%s' would never be run there."
                    .formatted(last.version()));
        }
        if (!last.track().equals(project.track()) && !releases.existsByProjectAndTrack(project.id(), last.track())) {
            doubts.add("Project '%s' has no release of track '%s' yet.".formatted(project.name(), last.track()));
        }
        var held = holdings.revisions().stream()
                .map(revision -> new Held(revision.version(), revision.path()))
                .toList();
        return new Foreseen(
                ref,
                holdings,
                new Meaning(ref.name(), last.track(), order.source(), held, outlook.recorded(), List.copyOf(doubts)));
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
