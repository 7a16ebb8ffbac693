package io.slipway.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.cli.Typing;
import io.slipway.cli.Typing.Ran;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.Progress;
import io.slipway.migrate.StatementLog;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Rows;
import io.slipway.target.Target;
import io.slipway.target.ledger.Ledger;
import io.slipway.testing.BesideOthers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@BesideOthers
class MigrateCommandTest {

    private static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private String url = "";

    @BeforeEach
    void prepare() throws IOException {
        url = SERVER.createDatabase("local");
        environment.put("PGUSER", SERVER.superuser());
        environment.put("PGPASSWORD", SERVER.password());
        write("V1__customer.sql", "CREATE TABLE customer (id bigint PRIMARY KEY);\nINSERT INTO customer VALUES (1);\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private Ran run(String... more) {
        var arguments = new ArrayList<>(List.of("migrate", "--local", url, "--file-pattern", "*.sql"));
        arguments.addAll(List.of(more));
        return Typing.run(environment, folder, arguments.toArray(String[]::new));
    }

    private List<String> ask(String sql) throws SQLException {
        try (var connection = SERVER.connect(url)) {
            return Rows.list(connection, sql, row -> row.getString(1));
        }
    }

    @Test
    void appliesWhatIsMissingAndNothingTwice() throws Exception {
        var first = run();
        write(
                "V2__name.sql",
                "ALTER TABLE customer ADD name text;\nCREATE INDEX CONCURRENTLY by_name ON customer (name);\n");
        var second = run();
        var third = run();

        assertThat(first.out()).contains("V1__customer.sql:2  1 rows").endsWith("Applied 1 files, 0 were there.\n");
        assertThat(second.out()).endsWith("applied V2__name.sql\nApplied 1 files, 1 were there.\n");
        assertThat(third.out()).isEqualTo("Applied 0 files, 2 were there.\n");
        assertThat(List.of(first.code(), second.code(), third.code())).containsOnly(0);
        assertThat(ask("SELECT count(*) FROM customer")).containsExactly("1");
        assertThat(ask("SELECT version || ' ' || task FROM slipway.revision ORDER BY version"))
                .containsExactly("1 local", "2 local");
    }

    @Test
    void runsNothingThatTheChecksRefuse() throws Exception {
        write("V2__broken.sql", "CREATE TABLE t (;\n");

        var ran = run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).startsWith("ERROR   V2__broken.sql:1 syntax").contains("Nothing was run.");
        assertThat(ask("SELECT relname FROM pg_class WHERE relname = 'customer'"))
                .isEmpty();
    }

    @Test
    void refusesAFileThatWasChangedAfterItRan() throws Exception {
        run();
        write("V1__customer.sql", "CREATE TABLE customer (id bigint);\n");

        var ran = run();

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).contains("V1__customer.sql").contains("changed-after-applied");
    }

    @Test
    void goesOnFromWhereAFileFailed() throws Exception {
        write(
                "V2__rows.sql",
                "INSERT INTO customer VALUES (2);\nINSERT INTO customer SELECT 1 / (id - 1) FROM customer;\n");

        var failed = run();
        write("V2__rows.sql", "INSERT INTO customer VALUES (2);\n");
        var mended = run();

        assertThat(failed.code()).isEqualTo(4);
        assertThat(failed.out()).contains("Statement 2 of 'V2__rows.sql' (line 2) failed: division by zero");
        assertThat(mended.code()).isZero();
        assertThat(ask("SELECT id::text FROM customer ORDER BY id")).containsExactly("1", "2");
    }

    @Test
    void leavesADatabaseAloneThatAServerGoverns() throws Exception {
        var login = new Credential(SERVER.superuser(), "env:PGPASSWORD");
        var target = new Target("prod-1/orders", url, null, null, login, login, null, List.of(), Map.of());
        new Migrator(
                        new SqlParser(),
                        new Connections(environment::get),
                        new Ledger(Ledger.DEFAULT_SCHEMA),
                        MigrationSettings.defaults())
                .migrate(
                        new Attempt("tasks/7", 9, "shop-1", "releaser"),
                        target,
                        List.of(FileToRun.of("shop", "1", "V1__a.sql", "CREATE TABLE a ();")),
                        new Silent());

        for (var ran : List.of(run(), run("--baseline", "3"))) {
            assertThat(ran.code()).isEqualTo(1);
            assertThat(ran.err()).contains("by a Slipway server").contains("'slipway rollout'");
        }
        assertThat(ask("SELECT version FROM slipway.revision")).containsExactly("1");
    }

    private static final class Silent implements Progress {

        @Override
        public void statementFinished(StatementLog log) {
            // nobody looks on
        }

        @Override
        public boolean stopRequested() {
            return false;
        }

        @Override
        public void heartbeat(String doing) {
            // nobody looks on
        }
    }

    @Test
    void takesADatabaseThatIsThereFromABaseline() throws Exception {
        SERVER.execute(url, "CREATE TABLE customer (id bigint PRIMARY KEY)");
        write("V2__name.sql", "ALTER TABLE customer ADD name text;\n");

        var refused = run();
        var none = run("--baseline", "the first");
        var ran = run("--baseline", "01.0");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("--baseline");
        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("the first");
        assertThat(ran.out()).endsWith("Applied 1 files, 1 were there.\n");
        assertThat(ask("SELECT version || ' ' || kind FROM slipway.revision ORDER BY version"))
                .containsExactly("1 BASELINE", "2 APPLIED");
    }

    @Test
    void takesSchemaRoleAndVariables() throws Exception {
        SERVER.execute(url, "CREATE SCHEMA eu");
        write("V1__customer.sql", "CREATE TABLE customer AS SELECT current_setting('slipway.tenant') AS tenant;\n");

        assertThat(run("--schema", "eu", "--variable", "tenant=acme").code()).isZero();
        assertThat(ask("SELECT tenant FROM eu.customer")).containsExactly("acme");
    }

    @Test
    void refusesWhatIsNotALocalDatabase() {
        url = "jdbc:postgresql://db.example.com/shop";
        assertThat(run().err()).contains("not on this machine");
        url = "jdbc:postgresql://ann:s3cret@localhost/shop";
        assertThat(run()).satisfies(ran -> assertThat(ran.err()).contains("URL").doesNotContain("s3cret"));
        url = "mysql://ann:s3cret@localhost/shop";
        assertThat(run())
                .satisfies(ran -> assertThat(ran.err()).contains("JDBC").doesNotContain("s3cret"));
    }

    @Test
    void saysWhatIsWrongWithALogin() {
        environment.put("PGPASSWORD", "wrong");
        assertThat(run().err()).contains("refuse").doesNotContain("wrong");
        environment.put("PGPASSWORD", SERVER.password());
        url = SERVER.url("no_such_database");
        assertThat(run().err()).contains("no_such_database").contains("does not exist");
    }

    @Test
    void appliesARepeatableFileEachTimeItChangesAlsoBack() throws Exception {
        var one = "INSERT INTO customer SELECT count(*) + 1 FROM customer;\n";
        var other = "INSERT INTO customer SELECT count(*) + 101 FROM customer;\n";

        for (var text : List.of(one, one, other, one, other)) {
            write("R__rows.sql", text);
            assertThat(run().code()).isZero();
        }

        assertThat(ask("SELECT id::text FROM customer ORDER BY customer.id"))
                .containsExactly("1", "2", "4", "103", "105");
    }
}
