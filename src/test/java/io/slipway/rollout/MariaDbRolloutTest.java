package io.slipway.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.access.Tokens;
import io.slipway.mariadb.MariaDbServer;
import io.slipway.project.Projects;
import io.slipway.project.TargetRef;
import io.slipway.project.Targets;
import io.slipway.review.Issue;
import io.slipway.rollout.task.TargetLink;
import io.slipway.rollout.task.Task;
import io.slipway.target.TableSizes;
import io.slipway.testing.Caller;
import io.slipway.testing.SlipwayTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes changes through the whole flow to a real MariaDB, alone and beside PostgreSQL. */
@SlipwayTest
@Import({FlowByHand.class, FlowByHand.Steps.class})
class MariaDbRolloutTest {

    private static final String TARGET = "maria-1/rollout";
    private static final String DATABASE = "/v1/instances/maria-1/databases/rollout";
    private static final Map<String, String> FILES = Map.of(
            "V1__t.sql", "CREATE TABLE t (i INT PRIMARY KEY, name TEXT)",
            "V2__t.sql", "ALTER TABLE t ADD COLUMN j INT",
            "V3__rows.sql", "INSERT INTO t VALUES (1, 'one', 1)");

    @Autowired
    FlowByHand flow;

    @Autowired
    Caller api;

    @Autowired
    Tokens tokens;

    @Autowired
    Projects projects;

    @Autowired
    Targets targets;

    @Autowired
    TargetLink link;

    @Autowired
    JdbcClient jdbc;

    private MariaDbServer server;
    private String owner = "";

    @BeforeEach
    void configure() {
        flow.startAnew();
        server = MariaDbServer.shared();
        server.createDatabase("rollout");
        flow.configure("""
                instances:
                  - name: maria-1
                    engine: MARIADB
                    environment: dev
                    url: %s
                    reader: {username: reader, password: 'exec:printf secret'}
                    migrator: {username: migrator, password: 'exec:printf secret'}
                databases:
                  - name: rollout
                    instance: maria-1
                    project: shop
                """.formatted(server.url()));
        var holder = flow.account("owner");
        owner = tokens.issue(holder, "test", null, holder).secret().text();
    }

    @Test
    void carriesAReleaseThroughTheFlowAndOnceOnly() {
        var first = flow.openRelease(FILES, TARGET);
        assertThat(findings(first.plan())).containsExactly("WARNING simulation-unavailable");
        assertThat(applied(first)).isEqualTo("Applied 3 files, 0 were there.");
        var more = with("V4__t.sql", "ALTER TABLE t DROP COLUMN j");

        var second = flow.openRelease(more, TARGET);

        assertThat(findings(second.plan()))
                .containsExactlyInAnyOrder("WARNING simulation-unavailable", "WARNING avoid-drop-column");
        assertThat(applied(second)).isEqualTo("Applied 1 files, 0 were there.");
        assertThat(api.get(DATABASE + "/revisions", owner).body().at("/items").valueStream())
                .extracting(revision -> revision.at("/version").asString(""))
                .containsExactlyInAnyOrder("1", "2", "3", "4");
        assertThat(server.texts("rollout", "SELECT name FROM t")).containsExactly("one");
    }

    @Test
    void takesOneReleaseToBothKindsOfServers() {
        var both = flow.openRelease(
                Map.of("V1__t.sql", "CREATE TABLE t (i INT PRIMARY KEY)", "V2__t.sql", "INSERT INTO t VALUES (1)"),
                TARGET + ",dev-1/orders_dev");
        assertThat(findings(both.plan())).containsExactly("WARNING simulation-unavailable");

        var stage = flow.enterStage(both, FlowByHand.AUTOMATIC);
        flow.nextDecision(stage);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());

        assertThat(flow.steps().tasks().ofStage(stage.id()))
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.sentence()).isEqualTo("Applied 2 files, 0 were there."));
    }

    @Test
    void findsWhatCannotBeRunThere() {
        var mixed = flow.openRelease(Map.of("V1__t.sql", "CREATE TABLE t (i INT); INSERT INTO t VALUES (1);"), TARGET);
        var banned = flow.openRelease(Map.of("V1__t.sql", "START TRANSACTION; COMMIT;"), TARGET);

        assertThat(findings(mixed.plan())).contains("ERROR mixed-ddl-and-dml");
        assertThat(findings(banned.plan())).contains("ERROR ban-on-mariadb");
    }

    @Test
    void noticesAChangedFileAndAChangedTarget() {
        applied(flow.openRelease(FILES, TARGET));
        var before = link.fingerprint(ref());

        var changed = flow.openRelease(with("V2__t.sql", "ALTER TABLE t ADD COLUMN k INT"), TARGET);
        assertThat(findings(changed.plan())).contains("ERROR changed-after-applied");
        server.execute("rollout", "INSERT INTO t VALUES (2, 'two', 2)");
        assertThat(link.fingerprint(ref())).isEqualTo(before);
        server.execute("rollout", "CREATE INDEX t_j ON t (j)");
        assertThat(link.fingerprint(ref())).isNotEqualTo(before);
    }

    @Test
    void takesInADatabaseThatWasThereBefore() {
        server.execute("rollout", "CREATE TABLE t (i INT PRIMARY KEY)");
        server.execute("rollout", """
                CREATE TABLE flyway_schema_history (installed_rank INT, version VARCHAR(50), type VARCHAR(20),
                    script VARCHAR(1000), checksum INT, success BOOL)
                """);
        server.execute("rollout", "INSERT INTO flyway_schema_history VALUES (1, '1', 'SQL', 'V1__t.sql', NULL, 1)");
        var opened = flow.openRelease(FILES, TARGET);
        assertThat(findings(opened.plan())).containsExactly("ERROR baseline-required");

        var recorded =
                api.post(DATABASE + ":baseline", owner, "{\"from\": \"FLYWAY\", \"reason\": \"We leave Flyway.\"}");

        assertThat(recorded.status()).as(recorded.body().toString()).isEqualTo(200);
        server.execute("rollout", "ALTER TABLE t ADD COLUMN name TEXT");
        flow.steps().checking().check(opened.plan());
        assertThat(applied(opened)).isEqualTo("Applied 2 files, 0 were there.");
    }

    @Test
    void followsALedgerThatLostSomething() {
        applied(flow.openRelease(FILES, TARGET));
        server.execute("rollout", "DELETE FROM slipway_revision WHERE version = '3'");

        var recovered = api.post(DATABASE + ":recover", owner, "{}");

        assertThat(recovered.text("/items/0/lost/0")).isEqualTo("3");
    }

    @Test
    void tellsHowATargetIs() {
        applied(flow.openRelease(FILES, TARGET));

        assertThat(api.get(DATABASE + ":inspect", owner).body().at("/items").valueStream())
                .extracting(seen -> seen.at("/check").asString("") + " "
                        + seen.at("/status").asString(""))
                .containsExactly(
                        "login-reader OK",
                        "login-migrator OK",
                        "encryption OK",
                        "version OK",
                        "pooler OK",
                        "rights OK",
                        "probes OK",
                        "ledger OK",
                        "reader OK");
        assertThat(link.load(ref()).sessions()).isPositive();
        assertThat(link.holds(ref(), "SELECT COUNT(*) = 1 FROM t", Duration.ofSeconds(5)))
                .isTrue();
        assertThat(link.sizes(ref(), List.of(List.of(new TableSizes.Name("", "t")), List.of())))
                .satisfiesExactly(
                        size -> assertThat(size.bytes()).isPositive(),
                        size -> assertThat(size.bytes()).isZero());
    }

    private TargetRef ref() {
        return targets.resolve(projects.byName("shop").orElseThrow(), List.of(TARGET))
                .getFirst();
    }

    private String applied(Issue opened) {
        var stage = flow.enterStage(opened, FlowByHand.AUTOMATIC);
        flow.nextDecision(stage);
        long wave = flow.enterWave(stage);
        flow.run(wave, flow.start(wave).batches());
        var task = flow.steps().tasks().ofStage(stage.id()).getFirst();
        assertThat(task.status()).as(task.sentence()).isEqualTo(Task.Status.DONE);
        return task.sentence();
    }

    private static Map<String, String> with(String file, String text) {
        var all = new TreeMap<>(FILES);
        all.put(file, text);
        return all;
    }

    private List<String> findings(long plan) {
        return jdbc.sql("""
                        SELECT level || ' ' || code
                        FROM finding
                        WHERE check_run = (SELECT max(id) FROM check_run WHERE plan = :plan)
                        """).param("plan", plan).query(String.class).list();
    }
}
