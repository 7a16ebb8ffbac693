package io.slipway.mariadb;

import io.slipway.mariadb.ledger.MariaDbLedger;
import io.slipway.mariadb.look.MariaDbHistory;
import io.slipway.mariadb.look.MariaDbInspection;
import io.slipway.mariadb.look.MariaDbLook;
import io.slipway.mariadb.run.MariaDbMigrator;
import io.slipway.mariadb.server.MariaDbConnections;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationResult;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Progress;
import io.slipway.migrate.engine.TargetEngine;
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

/** MariaDB and MySQL. */
public final class MariaDb implements TargetEngine {

    private final MariaDbLedger ledger;
    private final MariaDbMigrator migrator;
    private final MariaDbLook look;
    private final MariaDbHistory history;
    private final MariaDbInspection inspection;

    public MariaDb(MigrationSettings settings) {
        var connections = new MariaDbConnections();
        this.ledger = new MariaDbLedger(connections);
        this.migrator = new MariaDbMigrator(connections, ledger, settings);
        this.look = new MariaDbLook(connections);
        this.history = new MariaDbHistory(connections);
        this.inspection = new MariaDbInspection(connections, ledger);
    }

    @Override
    public MigrationResult migrate(Attempt attempt, Target target, List<FileToRun> files, Progress progress) {
        return migrator.migrate(attempt, target, files, progress);
    }

    @Override
    public Ledger.Survey survey(Target target) {
        return ledger.survey(target);
    }

    @Override
    public List<Revision> revisions(Target target) {
        return ledger.revisions(target);
    }

    @Override
    public void mark(Target target, Revision revision) {
        ledger.mark(target, revision);
    }

    @Override
    public void restate(Target target, Revision revision, String heldSha256) {
        ledger.restate(target, revision, heldSha256);
    }

    @Override
    public boolean takeOver(Target target, boolean keep) {
        return ledger.takeOver(target, keep);
    }

    @Override
    public Baselines.Outlook foreseeBaseline(Target target, List<Revision> wanted) {
        return ledger.foreseeBaseline(target, wanted);
    }

    @Override
    public void recordBaseline(Target target, List<Revision> wanted) {
        ledger.recordBaseline(target, wanted);
    }

    @Override
    public List<HistoryTable.Row> history(Target target, Tool tool, @Nullable String table) {
        return history.read(target, tool, table);
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
        return inspection.inspect(target);
    }
}
