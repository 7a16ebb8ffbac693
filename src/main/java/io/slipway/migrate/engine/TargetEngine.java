package io.slipway.migrate.engine;

import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.Progress;
import io.slipway.target.ServerLoad;
import io.slipway.target.TableSizes;
import io.slipway.target.Target;
import io.slipway.target.history.HistoryTable;
import io.slipway.target.history.Tool;
import io.slipway.target.inspection.Observation;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.Revision;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is done with targets on one kind of server. Each call opens connections of its own: the reader's to look, the migrator's to
 * write. One that cannot be answered ends in a {@link io.slipway.failure.SlipwayException} that says what to do.
 */
public interface TargetEngine {

    /** Apply files in their order, leaving out those that are there; calling it twice is harmless, also at the same time. */
    MigrationResult migrate(Attempt attempt, Target target, List<FileToRun> files, Progress progress);

    /** Look at what a target holds; objects for which no ledger accounts are refused. */
    Ledger.Survey survey(Target target);

    /** Return the revisions in a target's ledger, oldest first; none if it has no ledger. */
    List<Revision> revisions(Target target);

    /** Record on a person's word that a version is in the target. */
    void mark(Target target, Revision revision);

    /** Record on a person's word that a version which is there with an earlier text counts as one with this text. */
    void restate(Target target, Revision revision, String heldSha256);

    /** Make a ledger that came with a copy one of this database; tell whether it was that of another. */
    boolean takeOver(Target target, boolean keep);

    /** Look at what recording a baseline would find, changing nothing. */
    Baselines.Outlook foreseeBaseline(Target target, List<Revision> wanted);

    /** Record what was in a target before its ledger, all of it or nothing. */
    void recordBaseline(Target target, List<Revision> wanted);

    /** Return what another tool recorded in a target, oldest first. */
    List<HistoryTable.Row> history(Target target, Tool tool, @Nullable String table);

    /** Return the fingerprint of what a target is made of. */
    String fingerprint(Target target);

    /** Return how busy a target's server is now. */
    ServerLoad load(Target target);

    /** Ask a target whether something holds, in a transaction that can change nothing. */
    boolean holds(Target target, String sql, Duration timeout);

    /** Return how large each of some groups of tables is; what there is not counts nothing. */
    List<TableSizes.Size> sizes(Target target, List<? extends Collection<TableSizes.Name>> groups);

    /** Look at a target before it is used, changing nothing. */
    List<Observation> inspect(Target target);
}
