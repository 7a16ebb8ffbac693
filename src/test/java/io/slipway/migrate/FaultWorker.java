package io.slipway.migrate;

import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import java.util.List;
import java.util.Map;

/** One attempt in a process of its own, to be killed or frozen. */
final class FaultWorker {

    private FaultWorker() {}

    /** Take the script's seed, the attempt's epoch and the database's URL. */
    public static void main(String[] arguments) {
        var login = new Credential("migrate_login", "exec:printf secret");
        var target = new Target("faults", arguments[2], null, null, login, login, null, List.of(), Map.of());
        var result = new Migrator(
                        new SqlParser(), new Connections(), new Ledger(Ledger.DEFAULT_SCHEMA), FaultRun.IMPATIENT)
                .migrate(
                        new Attempt("tasks/faults", Long.parseLong(arguments[1]), "releases/faults", "rita"),
                        target,
                        new FaultScript(Long.parseLong(arguments[0])).files(),
                        new RecordedProgress());
        System.out.println(result);
    }
}
