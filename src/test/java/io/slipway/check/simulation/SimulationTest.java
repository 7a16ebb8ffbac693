package io.slipway.check.simulation;

import static io.slipway.check.CheckFixtures.applied;
import static io.slipway.check.CheckFixtures.baseline;
import static io.slipway.check.CheckFixtures.file;
import static io.slipway.check.CheckFixtures.marked;
import static io.slipway.check.CheckFixtures.request;
import static io.slipway.check.CheckFixtures.target;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.check.AppliedRevision;
import io.slipway.check.CheckFixtures;
import io.slipway.check.CheckReport;
import io.slipway.check.Checker;
import io.slipway.check.FileToCheck;
import io.slipway.check.Finding;
import io.slipway.check.Golden;
import io.slipway.check.Level;
import io.slipway.check.RevisionKind;
import io.slipway.check.ScratchServer;
import io.slipway.check.TargetReport;
import io.slipway.check.TargetToCheck;
import io.slipway.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {

    private static final String CUSTOMER = "CREATE TABLE customer (id bigint PRIMARY KEY);";

    private final EmbeddedPostgres postgres = EmbeddedPostgres.named("scratch");
    private final ScratchServer scratch = CheckFixtures.scratch(postgres);
    private AnnotationConfigApplicationContext context;
    private Checker checker;

    @BeforeAll
    void startContext() {
        context = CheckFixtures.context(Clock.systemUTC(), Map.of("slipway.check.statement-timeout", "2s"));
        checker = context.getBean(Checker.class);
        postgres.set("log_statement", "ddl");
    }

    @AfterAll
    void closeContext() {
        context.close();
    }

    @AfterEach
    void leavesNothingBehind() throws SQLException {
        assertThat(query("SELECT datname FROM pg_database WHERE datname LIKE 'slipway_scratch%'"))
                .isEmpty();
        assertThat(query("SELECT rolname FROM pg_roles WHERE rolname LIKE 'slipway_scratch%'"))
                .isEmpty();
    }

    @Test
    void runsPendingFilesOnTopOfWhatWasApplied() {
        var report = check(
                "ALTER TABLE customer ADD COLUMN email text;", target("eu", applied("1", "1__customer.sql", CUSTOMER)));

        assertThat(report.findings()).isEmpty();
        assertThat(report.targets()).extracting(TargetReport::simulated).containsExactly(true);
    }

    @Test
    void reportsWhatFailsAtItsLine() {
        var report = check("""
                CREATE TABLE invoice (id bigint);

                ALTER TABLE customer
                    ADD COLUMN owner bigint
                        REFERENCES nobody (id);
                """, target("eu", applied("1", "1__customer.sql", CUSTOMER)));

        Golden.assertFindings("simulation-failed", report.findings());
        assertThat(report.findings()).hasSize(1);
        assertThat(report.targets()).extracting(TargetReport::simulated).containsExactly(true);
    }

    @Test
    void pointsAtTheLineInsideTheStatement() {
        var report = check(
                "SELECT 1;\nSELECT 'é😀',\n  1,\n  nothing\nFROM customer;\n",
                target("eu", applied("1", "1__c.sql", CUSTOMER)));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(4);
            assertThat(finding.text()).contains("column \"nothing\" does not exist");
        });
    }

    @Test
    void findsWhatOnlyFailsAtCommit() {
        var report = check("""
                CREATE TABLE invoice (customer bigint REFERENCES customer DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO invoice VALUES (1);
                """, target("eu", applied("1", "1__c.sql", CUSTOMER)));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("simulation-failed");
            assertThat(finding.text()).contains("violates foreign key constraint", "Key (customer)=(1)");
        });
    }

    @Test
    void runsWhatRefusesTransactionsOutsideOfThem() {
        var report = check("""
                CREATE TYPE mood AS ENUM ('glad');
                CREATE INDEX CONCURRENTLY customer_id ON customer (id);
                ALTER TYPE mood ADD VALUE 'sad';
                CREATE TABLE feeling (mood mood DEFAULT 'sad');
                BEGIN;
                INSERT INTO feeling DEFAULT VALUES;
                SAVEPOINT one;
                DELETE FROM feeling WHERE mood = 'glad';
                ROLLBACK TO SAVEPOINT one;
                COMMIT;
                VACUUM feeling;
                CREATE FUNCTION two() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;
                SELECT '{fn x}', '?', E'\\'';
                """, target("eu", applied("1", "1__c.sql", CUSTOMER)));

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void startsEachFileFromAResetSession() {
        var report = checker.check(request(
                scratch,
                List.of(
                        file(
                                "1__schema.sql",
                                "CREATE SCHEMA sales; SET search_path = sales; CREATE TABLE a (); CREATE TEMP TABLE t ();"),
                        file(
                                "2__b.sql",
                                "CREATE TABLE a (); CREATE TEMP TABLE t (); ALTER TABLE sales.a ADD COLUMN x int; ALTER TABLE public.a ADD COLUMN x int;")),
                target("eu")));

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void givesFilesTheTargetsSearchPathAndVariables() {
        var eu = new TargetToCheck(
                "eu",
                "prod",
                "db:5432",
                List.of("tenant \"eu\"", "public"),
                Map.of("tenant", "o'eu \\ 1", "unused", "x"),
                List.of());
        var report = checker.check(request(scratch, List.of(file("1__a.sql", """
                        CREATE TABLE a (tenant text CHECK (tenant = 'o''eu \\ 1'));
                        INSERT INTO a VALUES (current_setting('slipway.tenant'));
                        INSERT INTO "tenant ""eu""\".a VALUES (current_setting('slipway.tenant'));
                        """)), eu));

        assertThat(report.findings()).isEmpty();
    }

    @Test
    void saysWhyNothingWasTriedOut() {
        var unknown = new AppliedRevision("shop", "1", RevisionKind.VERSIONED, "1__c.sql", "0".repeat(64), null);
        var files = List.of(file("4__x.sql", "SELECT 1"));
        var reports = new ArrayList<Finding>();
        reports.addAll(checker.check(request(null, files, target("no-scratch"))).findings());
        reports.addAll(checker.check(request(
                        scratch,
                        files,
                        target("baseline", baseline("3")),
                        target("marked", marked("3", "3__c.sql", CUSTOMER)),
                        target("text-unknown", unknown),
                        target("history-fails", applied("3", "3__c.sql", "SELECT 1;\nSELECT nothing;")),
                        new TargetToCheck(
                                "own-server", "prod", "127.0.0.1:" + postgres.port(), List.of(), Map.of(), List.of())))
                .findings());
        reports.addAll(check("SELEKT 1", target("unread")).findings());

        Golden.assertFindings(
                "simulation-unavailable",
                reports.stream()
                        .filter(finding -> !finding.code().endsWith("-after-applied"))
                        .toList());
        assertThat(reports)
                .filteredOn(Finding::code, "simulation-unavailable")
                .hasSize(7)
                .allMatch(finding -> finding.level() == Level.WARNING);
    }

    @Test
    void saysThatTheScratchServerCannotBeReached() throws IOException {
        int nobody;
        try (var socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        var gone = new ScratchServer("jdbc:postgresql://127.0.0.1:%d/postgres".formatted(nobody), scratch.owner());

        var report = checker.check(request(gone, List.of(file("1__c.sql", CUSTOMER)), target("eu")));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("simulation-unavailable");
            assertThat(finding.text()).contains("the scratch server cannot be used");
        });
        assertThat(report.targets()).extracting(TargetReport::simulated).containsExactly(false);
    }

    @Test
    void saysThatWhatNeedsPrivilegesRanWithoutAny() {
        var report = check("DO $$ BEGIN PERFORM pg_read_file('x'); END $$;");

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.level()).isEqualTo(Level.ERROR);
            assertThat(finding.text()).contains("permission denied for function pg_read_file");
            assertThat(finding.help()).startsWith("The statement ran as a role without privileges");
        });
    }

    @Test
    void listsWhatItLeavesOut() {
        var report = check("""
                CREATE ROLE app;
                GRANT SELECT ON customer TO app;
                ALTER TABLE customer OWNER TO app;
                GRANT SELECT ON customer TO PUBLIC;
                SELECT dblink_connect('host=127.0.0.1');
                ALTER SYSTEM SET work_mem = '1GB';
                CREATE EXTENSION postgres_fdw;
                CREATE DATABASE other;
                """, target("eu", applied("1", "1__c.sql", CUSTOMER)));

        Golden.assertFindings("not-simulated", report.findings());
        assertThat(report.findings()).hasSize(1);
        assertThat(report.targets()).extracting(TargetReport::simulated).containsExactly(true);
    }

    @Test
    void onlyTellsWhenNothingButPrivilegesIsLeftOut() {
        var report = check("GRANT SELECT ON customer TO app;", target("eu", applied("1", "1__c.sql", CUSTOMER)));

        assertThat(report.findings()).extracting(Finding::level).containsExactly(Level.INFO);
    }

    @Test
    void blamesNoStatementThatMayNeedWhatWasLeftOut() {
        var report = check("CREATE EXTENSION postgis;\nCREATE TABLE place (at geometry);");

        assertThat(report.findings())
                .extracting(Finding::code)
                .containsExactly("simulation-unavailable", "not-simulated");
        assertThat(report.findings().getFirst().text()).contains("line 2 of '2__x.sql'", "\"geometry\" does not exist");
    }

    @Test
    void endsStatementsThatTakeTooLongWhateverTheFileSets() {
        var report = check("SET statement_timeout = 0;\nSELECT pg_sleep(600);");

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("simulation-unavailable");
            assertThat(finding.text()).contains("line 2 of '2__x.sql' took too long");
        });
    }

    @Test
    void survivesResultsThatDoNotFitIntoMemory() {
        var report = check("SELECT repeat('x', 1000000) FROM generate_series(1, 1000);");

        assertThat(report.findings()).extracting(Finding::code).containsExactly("simulation-unavailable");
    }

    @Test
    void triesTheSameHistoryOnceForAWholeFleet() {
        var before = scratchDatabasesMade();
        var fleet = IntStream.range(0, 2_000)
                .mapToObj(i -> new TargetToCheck(
                        "tenant-" + i,
                        "prod",
                        "db:5432",
                        List.of("tenant_" + i),
                        Map.of("name", "tenant " + i),
                        i % 2 == 0 ? List.of() : List.of(applied("1", "1__c.sql", CUSTOMER))))
                .toArray(TargetToCheck[]::new);

        var report = checker.check(request(
                scratch, List.of(file("1__c.sql", CUSTOMER), file("2__x.sql", "CREATE TABLE customer ();")), fleet));

        assertThat(scratchDatabasesMade() - before).isEqualTo(2);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("simulation-failed");
            assertThat(finding.target()).isNull();
        });
    }

    private long scratchDatabasesMade() {
        return postgres.log()
                .lines()
                .filter(line -> line.contains("slipway_scratch") && line.contains("CREATE DATABASE"))
                .count();
    }

    private CheckReport check(String sql, TargetToCheck... targets) {
        var on = targets.length == 0 ? new TargetToCheck[] {target("eu")} : targets;
        var files = new ArrayList<FileToCheck>(List.of(file("2__x.sql", sql)));
        on[0].applied().stream()
                .filter(revision -> revision.path() != null && revision.statement() != null)
                .forEach(revision -> files.add(file(revision.path(), revision.statement())));
        return checker.check(request(scratch, files, on));
    }

    private List<String> query(String sql) throws SQLException {
        try (var connection = postgres.connect(postgres.url("postgres"));
                var rows = connection.createStatement().executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}
