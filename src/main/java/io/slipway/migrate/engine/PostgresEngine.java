package io.slipway.migrate.engine;

import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.target.Connections;
import io.slipway.target.Look;
import io.slipway.target.ServerLoad;
import io.slipway.target.TableSizes;
import io.slipway.target.Target;
import io.slipway.target.history.HistoryTable;
import io.slipway.target.history.Tool;
import io.slipway.target.inspection.Inspection;
import io.slipway.target.inspection.Observation;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import io.slipway.target.ledger.Revision;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PostgreSQL. */
public final class PostgresEngine implements TargetEngine {

    private final Migrator migrator;
    private final Connections connections;
    private final Ledger ledger;
    private final Look look;

    public PostgresEngine(Migrator migrator, Connections connections, Ledger ledger) {
        this.migrator = migrator;
        this.connections = connections;
        this.ledger = ledger;
        this.look = new Look(connections, ledger.schema());
    }

    @Override
    public MigrationResult migrate(Attempt attempt, Target target, List<FileToRun> files, Progress progress) {
        return migrator.migrate(attempt, target, files, progress);
    }

    @Override
    public Ledger.Survey survey(Target target) {
        return ledger.survey(connections, target);
    }

    @Override
    public List<Revision> revisions(Target target) {
        return ledger.revisions(connections, target);
    }

    @Override
    public void mark(Target target, Revision revision) {
        ledger.mark(connections, target, revision);
    }

    @Override
    public void restate(Target target, Revision revision, String heldSha256) {
        ledger.restate(connections, target, revision, heldSha256);
    }

    @Override
    public boolean takeOver(Target target, boolean keep) {
        return ledger.takeOver(connections, target, keep);
    }

    @Override
    public Baselines.Outlook foreseeBaseline(Target target, List<Revision> wanted) {
        return new Baselines(ledger, connections).foresee(target, wanted);
    }

    @Override
    public void recordBaseline(Target target, List<Revision> wanted) {
        new Baselines(ledger, connections).record(target, wanted);
    }

    @Override
    public List<HistoryTable.Row> history(Target target, Tool tool, @Nullable String table) {
        return new HistoryTable(connections).read(target, tool, table);
    }

    @Override
    public String fingerprint(Target target) {
        return look.fingerprint(target);
    }

    @Override
    public ServerLoad load(Target target) {
        return look.load(target);
    }

    @Override
    public boolean holds(Target target, String sql, Duration timeout) {
        return look.holds(target, sql, timeout);
    }

    @Override
    public List<TableSizes.Size> sizes(Target target, List<? extends Collection<TableSizes.Name>> groups) {
        return look.sizes(target, groups);
    }

    @Override
    public List<Observation> inspect(Target target) {
        return new Inspection(connections, ledger).inspect(target);
    }
}
