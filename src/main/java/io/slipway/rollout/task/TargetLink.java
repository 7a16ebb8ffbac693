package io.slipway.rollout.task;

import io.slipway.migrate.engine.Engines;
import io.slipway.migrate.engine.TargetEngine;
import io.slipway.project.Instance;
import io.slipway.project.TargetRef;
import io.slipway.release.Revision;
import io.slipway.release.Revisions;
import io.slipway.target.Credential;
import io.slipway.target.Engine;
import io.slipway.target.ServerLoad;
import io.slipway.target.TableSizes;
import io.slipway.target.Target;
import io.slipway.target.ledger.CommittedSegment;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** From a configured target to one that can be reached, and from its ledger to our copy of it. */
@Component
public class TargetLink {

    private final Engines engines;
    private final Revisions revisions;
    private final Tasks tasks;
    private final LostRevisions lost;

    TargetLink(Engines engines, Revisions revisions, Tasks tasks, LostRevisions lost) {
        this.engines = engines;
        this.revisions = revisions;
        this.tasks = tasks;
        this.lost = lost;
    }

    /** Return the target as the modules that connect know it. */
    public static Target target(TargetRef ref) {
        var instance = ref.instance();
        var database = ref.database();
        return new Target(
                engine(instance),
                ref.name(),
                url(instance.url(), database.name()),
                instance.directUrl() == null ? null : url(instance.directUrl(), database.name()),
                ref.schema(),
                new Credential(instance.reader().username(), instance.reader().password()),
                new Credential(
                        instance.migrator().username(), instance.migrator().password()),
                database.runAs(),
                database.searchPath(),
                database.variables());
    }

    private static Engine engine(Instance instance) {
        return switch (instance.engine()) {
            case POSTGRESQL -> Engine.POSTGRESQL;
            case MARIADB -> Engine.MARIADB;
        };
    }

    private TargetEngine engine(TargetRef ref) {
        return engines.of(target(ref));
    }

    /** Put a database's name into a server's JDBC URL, before its parameters. */
    public static String url(String server, String database) {
        int query = server.indexOf('?');
        String base = query < 0 ? server : server.substring(0, query);
        String parameters = query < 0 ? "" : server.substring(query);
        String name = java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20");
        return (base.endsWith("/") ? base : base + "/") + name + parameters;
    }

    /** What a target holds: its revisions, in our copy of its ledger, parts of files, and the fingerprint of what it is made of. */
    public record Survey(List<Revision> applied, List<CommittedSegment> parts, String fingerprint) {}

    /**
     * Look at a target as a check does, and let our copy of its ledger follow it. Attempts go on from the newest that it has seen: our own
     * count is behind after a restore, or where the target was migrated without us before.
     *
     * @throws io.slipway.failure.SlipwayException if it holds objects for which no ledger accounts (law 9), or can't be reached
     */
    @Transactional
    public Survey survey(TargetRef ref) {
        revisions.lock(ref.database().id());
        var seen = engine(ref).survey(target(ref));
        tasks.goOnFrom(seen.epoch());
        return new Survey(follow(ref, seen.revisions()), seen.parts(), seen.fingerprint());
    }

    /**
     * Return the fingerprint of what a target is made of, to be compared with an earlier one.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached
     */
    public String fingerprint(TargetRef ref) {
        return engine(ref).fingerprint(target(ref));
    }

    /**
     * Return how busy a target's server is now.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached
     */
    public ServerLoad load(TargetRef ref) {
        return engine(ref).load(target(ref));
    }

    /**
     * Ask a target whether something holds, which an administrator has configured as a question.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached or gives no answer
     */
    public boolean holds(TargetRef ref, String sql, Duration timeout) {
        return engine(ref).holds(target(ref), sql, timeout);
    }

    /**
     * Return how large each of some groups of a target's tables is.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached
     */
    public List<TableSizes.Size> sizes(TargetRef ref, List<? extends Collection<TableSizes.Name>> groups) {
        return engine(ref).sizes(target(ref), groups);
    }

    /**
     * Read a target's ledger and let our copy follow it: the ledger is the truth.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached
     */
    @Transactional
    public List<Revision> follow(TargetRef ref) {
        revisions.lock(ref.database().id());
        return follow(ref, engine(ref).revisions(target(ref)));
    }

    /**
     * Read a target's ledger after a restore of it or of our database: our copy follows, and attempts go on from the newest it has seen.
     *
     * @throws io.slipway.failure.SlipwayException if the target can't be reached, or has objects and no ledger
     */
    @Transactional
    public LedgerRecovery.Recovered recover(TargetRef ref) {
        revisions.lock(ref.database().id());
        var known = revisions.of(ref.database().id(), ref.schema());
        var seen = engine(ref).survey(target(ref));
        tasks.goOnFrom(seen.epoch());
        follow(ref, seen.revisions());
        return new LedgerRecovery.Recovered(
                ref.name(),
                seen.revisions().size(),
                LostRevisions.of(known, seen.revisions()).stream()
                        .map(Revision::version)
                        .toList(),
                seen.revisions().stream()
                        .filter(entry -> known.stream().noneMatch(copy -> isCopy(copy, entry)))
                        .map(io.slipway.target.ledger.Revision::version)
                        .toList(),
                null);
    }

    /** Make our copy what was read of the ledger; the lock is held since before that, or an older reading could win. */
    private List<Revision> follow(TargetRef ref, List<io.slipway.target.ledger.Revision> truth) {
        List<Revision> known = revisions.of(ref.database().id(), ref.schema());
        boolean same = known.size() == truth.size()
                && truth.stream().allMatch(entry -> known.stream().anyMatch(copy -> isCopy(copy, entry)));
        if (same) {
            return known;
        }
        lost.record(ref, LostRevisions.of(known, truth));
        revisions.forget(ref.database().id(), ref.schema());
        revisions.saveAll(truth.stream().map(entry -> copy(ref, entry, known)).toList());
        return revisions.of(ref.database().id(), ref.schema());
    }

    /** Record on a person's word, in the target's ledger and our copy of it, that a version is there. */
    @Transactional
    public void mark(TargetRef ref, io.slipway.target.ledger.Revision revision) {
        engine(ref).mark(target(ref), revision);
        follow(ref);
    }

    /** Record, in the target's ledger and our copy of it, that a version which is there with an earlier text counts as one with this. */
    @Transactional
    public void restate(TargetRef ref, io.slipway.target.ledger.Revision revision, String heldSha256) {
        engine(ref).restate(target(ref), revision, heldSha256);
        follow(ref);
    }

    private static boolean isCopy(Revision copy, io.slipway.target.ledger.Revision entry) {
        return copy.track().equals(entry.track())
                && copy.version().equals(entry.version())
                && copy.sha256().equals(entry.sha256())
                && copy.kind().name().equals(entry.kind().name());
    }

    private static Revision copy(TargetRef ref, io.slipway.target.ledger.Revision entry, List<Revision> known) {
        var before = known.stream().filter(revision -> isCopy(revision, entry)).findFirst();
        return new Revision(
                0,
                ref.database().id(),
                ref.schema(),
                entry.track(),
                entry.version(),
                Revision.Kind.valueOf(entry.kind().name()),
                entry.path(),
                entry.sha256(),
                before.map(Revision::release).orElse(null),
                before.map(Revision::task).orElse(null),
                entry.appliedBy(),
                Objects.requireNonNull(entry.appliedAt()),
                entry.epoch(),
                entry.restore());
    }
}
