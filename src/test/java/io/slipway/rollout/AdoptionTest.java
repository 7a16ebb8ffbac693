package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.rollout.task.Task;
import io.slipway.sample.Sample;
import io.slipway.target.Rows;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes in a database that Flyway or Liquibase has migrated, by the very tools. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class AdoptionTest {

    private static final String TARGET = "prod-1/orders_prod";
    private static final String BASELINE = "/v1/instances/prod-1/databases/orders_prod:baseline";
    private static final String FROM_FLYWAY = "{\"from\": \"FLYWAY\", \"reason\": \"We leave Flyway.\"}";
    private static final String FROM_LIQUIBASE = "{\"from\": \"LIQUIBASE\", \"reason\": \"We leave Liquibase.\"}";

    /** Lines that end as on Windows, no line end at the end, letters beyond ASCII: all that a checksum could stumble over. */
    private static final Map<String, String> FILES = Map.of(
            "V1__customer.sql",
                    "CREATE TABLE customer (id int PRIMARY KEY);\r\n\r\nCOMMENT ON TABLE customer IS 'Käufer';",
            "V1.1__email.sql", "ALTER TABLE customer ADD COLUMN email text;\n",
            "V3__name.sql", "ALTER TABLE customer ADD COLUMN name text");

    private static final Map<String, String> CHANGE_SETS =
            Map.of("V1__customer.sql", """
            --liquibase formatted sql
            --changeset ada:1
            CREATE TABLE customer (id int PRIMARY KEY);
            --changeset ada:2
            ALTER TABLE customer ADD COLUMN email text;
            """, "2_name.sql", """
            --liquibase formatted sql
            --changeset ada:3
            ALTER TABLE customer ADD COLUMN name text;
            """, "grants.sql", """
            --liquibase formatted sql
            --changeset ada:4
            COMMENT ON TABLE customer IS 'People';
            """);

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    JdbcClient jdbc;

    @TempDir
    Path folder;

    private Sample sample;
    private String owner = "";

    @BeforeEach
    void startAnew() {
        sample = flow.startAnew();
        var holder = flow.account("owner");
        owner = tokens.issue(holder, "test", null, holder).secret().text();
    }

    @Test
    void takesOverWhatFlywayRan() throws IOException, SQLException {
        write(FILES);
        write(Map.of("R__view.sql", "CREATE OR REPLACE VIEW people AS SELECT id FROM customer;"));
        flyway().load().migrate();
        assertCode("history-not-readable", FROM_FLYWAY);
        letReaderRead("flyway_schema_history");

        var foreseen = api.post(BASELINE + "?dryRun=true", owner, FROM_FLYWAY);
        assertThat(ledger()).containsExactly("none");
        var recorded = api.post(BASELINE, owner, FROM_FLYWAY);

        assertThat(foreseen.body()).isEqualTo(recorded.body());
        assertThat(recorded.text("/items/0/text"))
                .isEqualTo("Flyway ran 3 versions of track 'shop' on target 'instances/prod-1/databases/orders_prod';"
                        + " they count as applied.");
        assertThat(recorded.body().at("/items/0/revisions").valueStream())
                .extracting(held -> held.at("/version").asString("") + " "
                        + held.at("/path").asString(""))
                .containsExactly("1 V1__customer.sql", "1.1 V1.1__email.sql", "3 V3__name.sql");
        assertThat(recorded.text("/items/0/doubts/0")).contains("'R__view.sql'");
        assertThat(ledger()).containsExactly("1 MARKED owner", "1.1 MARKED owner", "3 MARKED owner");

        var more = with("V4__phone.sql", "ALTER TABLE customer ADD COLUMN phone text");
        assertThat(applied(more)).isEqualTo("Applied 1 files, 0 were there.");
        assertThat(ledger()).last().isEqualTo("4 APPLIED policy");
        assertCode("track-begun", "{\"version\": \"9\", \"reason\": \"x\"}");
        var again = api.post(BASELINE, owner, FROM_FLYWAY);
        assertThat(again.body().at("/items/0/recorded").asBoolean()).isTrue();
    }

    @Test
    void knowsAFileThatChangedSinceFlywayRanIt() throws IOException, SQLException {
        write(FILES);
        flyway().load().migrate();
        letReaderRead("flyway_schema_history");
        api.post(BASELINE, owner, FROM_FLYWAY);

        var opened = flow.openRelease(with("V3__name.sql", "ALTER TABLE customer ADD COLUMN name varchar"), TARGET);

        assertThat(errors(opened.plan())).singleElement().asString().startsWith("changed-after-applied V3__name.sql");
    }

    @Test
    void takesFlywaysOwnBaselineOutOfOrderAndWhatItRanLater() throws IOException, SQLException {
        sample.targets()
                .execute(
                        sample.url("orders_prod"),
                        "CREATE TABLE customer (id int)",
                        "ALTER TABLE customer OWNER TO shop_owner");
        flyway().baselineVersion("2").load().baseline();
        write(Map.of("V4__d.sql", "ALTER TABLE customer ADD COLUMN d int"));
        flyway().load().migrate();
        write(Map.of("V3__c.sql", "ALTER TABLE customer ADD COLUMN c int"));
        letReaderRead("flyway_schema_history");
        assertThat(api.post(BASELINE, owner, FROM_FLYWAY).status()).isEqualTo(200);
        assertThat(ledger()).containsExactly("2 BASELINE owner", "4 MARKED owner");

        flyway().outOfOrder(true).load().migrate();
        assertCode("other-baseline", FROM_FLYWAY);
    }

    @Test
    void refusesWhatFlywayRecordedAsFailed() throws IOException, SQLException {
        write(Map.of("V1__a.sql", "CREATE INDEX CONCURRENTLY none ON nothing (id)"));
        try {
            flyway().load().migrate();
        } catch (FlywayException e) {
            assertThat(e).hasMessageContaining("nothing");
        }
        letReaderRead("flyway_schema_history");

        assertCode("history-failed", FROM_FLYWAY);
        assertThat(ledger()).containsExactly("none");
    }

    @Test
    void takesOverWhatLiquibaseRan() throws Exception {
        write(CHANGE_SETS);
        liquibase("V1__customer.sql", "2_name.sql", "grants.sql");
        letReaderRead("databasechangelog");

        var recorded = api.post(BASELINE, owner, FROM_LIQUIBASE);

        assertThat(recorded.status()).as(recorded.body().toString()).isEqualTo(200);
        assertThat(recorded.body().at("/items/0/revisions")).hasSize(2);
        assertThat(recorded.text("/items/0/doubts/0")).contains("'grants.sql'");
        assertThat(ledger()).containsExactly("1 MARKED owner", "2 MARKED owner");
        var files = Map.of(
                "V1__customer.sql", CHANGE_SETS.get("V1__customer.sql"),
                "2_name.sql", CHANGE_SETS.get("2_name.sql"),
                "3_phone.sql", "ALTER TABLE customer ADD COLUMN phone text");
        assertThat(applied(files)).isEqualTo("Applied 1 files, 0 were there.");
    }

    @Test
    void saysWhatIsWrongWithARequest() throws SQLException {
        assertCode("no-history", FROM_FLYWAY);
        assertCode("no-history", FROM_LIQUIBASE.replace("}", ", \"table\": \"public.\\\"; DROP TABLE x\"}"));
        assertCode("baseline-unclear", "{\"from\": \"FLYWAY\", \"version\": \"1\", \"reason\": \"x\"}");
        assertCode("baseline-unclear", "{\"version\": \"1\", \"table\": \"x\", \"reason\": \"x\"}");
        assertCode("reason-missing", FROM_FLYWAY.replace("We leave Flyway.", " "));
        for (var schema : List.of("a", "b")) {
            sample.targets()
                    .execute(
                            sample.url("orders_prod"),
                            "CREATE SCHEMA " + schema,
                            "CREATE TABLE %s.flyway_schema_history (id int)".formatted(schema));
        }
        assertCode("history-ambiguous", FROM_FLYWAY);
        assertThat(ledger()).containsExactly("none");
    }

    private void write(Map<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
    }

    private FluentConfiguration flyway() {
        return Flyway.configure()
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .dataSource(
                        sample.url("orders_prod"),
                        sample.targets().superuser(),
                        sample.targets().password())
                .initSql("SET ROLE shop_owner")
                .locations("filesystem:" + folder);
    }

    private void liquibase(String... files) throws SQLException, LiquibaseException, IOException {
        var includes = new StringBuilder("databaseChangeLog:\n");
        for (var file : files) {
            includes.append("  - include: {file: %s}%n".formatted(file));
        }
        Files.writeString(folder.resolve("all.yaml"), includes);
        try (var connection = sample.targets().connect(sample.url("orders_prod"))) {
            Rows.run(connection, "SET ROLE shop_owner");
            var database =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            try (var liquibase = new Liquibase("all.yaml", new DirectoryResourceAccessor(folder), database)) {
                liquibase.update("");
            }
        }
    }

    private void letReaderRead(String table) {
        sample.targets().execute(sample.url("orders_prod"), "GRANT SELECT ON " + table + " TO slipway_reader");
    }

    private static Map<String, String> with(String file, String text) {
        var all = new HashMap<>(FILES);
        all.put(file, text);
        return all;
    }

    private String applied(Map<String, String> files) {
        var opened = flow.openRelease(files, TARGET);
        assertThat(errors(opened.plan())).isEmpty();
        var stage = flow.enterStage(opened, FlowByHand.AUTOMATIC);
        assertThat(flow.nextDecision(stage)).isEqualTo(StageFlow.Decision.AUTOMATIC);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.steps().wave().start(wave).batches());
        var task = flow.steps().tasks().ofStage(stage.id()).getFirst();
        assertThat(task.status()).as(task.sentence()).isEqualTo(Task.Status.DONE);
        return task.sentence();
    }

    private void assertCode(String code, String body) {
        var refused = api.post(BASELINE, owner, body);
        assertThat(refused.text("/code")).as(refused.body().toString()).isEqualTo(code);
        assertThat(refused.text("/help")).isNotBlank();
    }

    private List<String> errors(long plan) {
        return jdbc.sql("""
                        SELECT code || ' ' || path
                        FROM finding
                        WHERE level = 'ERROR' AND check_run = (SELECT max(id) FROM check_run WHERE plan = :plan)
                        """).param("plan", plan).query(String.class).list();
    }

    private List<String> ledger() throws SQLException {
        try (var connection = sample.targets().connect(sample.url("orders_prod"))) {
            return Rows.flag(connection, "SELECT to_regclass('slipway.revision') IS NULL")
                    ? List.of("none")
                    : Rows.list(
                            connection,
                            "SELECT concat_ws(' ', version, kind, applied_by) FROM slipway.revision ORDER BY applied_at",
                            row -> row.getString(1));
        }
    }
}
