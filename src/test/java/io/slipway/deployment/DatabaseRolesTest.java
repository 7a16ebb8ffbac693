package io.slipway.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.SlipwayApplication;
import io.slipway.embedded.EmbeddedPostgres;
import io.slipway.target.Connections;
import io.slipway.target.Credential;
import io.slipway.target.Target;
import io.slipway.target.inspection.Inspection;
import io.slipway.target.inspection.Observation;
import io.slipway.target.ledger.Ledger;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.web.client.RestClient;

/** The roles of {@code init.sql}, on a server of their own: one makes the tables when Slipway starts, the other runs it. */
class DatabaseRolesTest {

    private static final EmbeddedPostgres POSTGRES = EmbeddedPostgres.named("database roles");

    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    private static @Nullable ConfigurableApplicationContext application;

    @BeforeAll
    static void startTheServer() {
        PsqlScript.run(POSTGRES, Compose.ROLES);
        application = SpringApplication.run(
                SlipwayApplication.class,
                "--spring.datasource.url=" + POSTGRES.url("slipway"),
                "--spring.datasource.username=slipway",
                "--spring.datasource.password=runtime_password",
                "--spring.liquibase.user=slipway_owner",
                "--spring.liquibase.password=owner_password",
                "--slipway.administrator-token=" + TOKEN,
                "--server.port=0");
    }

    @AfterAll
    static void stopTheServer() {
        Objects.requireNonNull(application).close();
    }

    @Test
    void runsTheServer() {
        var port = Objects.requireNonNull(application).getEnvironment().getRequiredProperty("local.server.port");
        var http = RestClient.create("http://127.0.0.1:" + port);

        assertThat(http.get().uri("/actuator/health").retrieve().body(String.class))
                .contains("UP");
        assertThat(http.put()
                        .uri("/v1/configuration")
                        .header("Authorization", "Bearer " + TOKEN)
                        .header("Content-Type", "application/yaml")
                        .body(Compose.text(Path.of("src/docker/smoke/slipway.yaml")))
                        .retrieve()
                        .body(String.class))
                .contains("\"applied\":true");
    }

    @Test
    void letsTheServerUseEveryTableAndSequence() {
        var closed = server().sql("""
                        SELECT relname
                        FROM pg_class
                        WHERE relnamespace = 'public'::regnamespace
                          AND relname <> 'audit_event'
                          AND CASE relkind
                                WHEN 'r' THEN NOT has_table_privilege(oid, 'SELECT')
                                    OR NOT has_table_privilege(oid, 'INSERT')
                                    OR NOT has_table_privilege(oid, 'UPDATE')
                                    OR NOT has_table_privilege(oid, 'DELETE')
                                WHEN 'S' THEN NOT has_sequence_privilege(oid, 'USAGE')
                                ELSE false
                              END
                        """).query(String.class).list();

        assertThat(closed).isEmpty();
        assertThat(server().sql("SELECT count(*) FROM issue").query(Long.class).single())
                .isZero();
    }

    @Test
    void letsTheServerAddToTheRecordOfChangesAndNoMore() {
        var added = server().sql("INSERT INTO audit_event (at, actor, event, subject) VALUES (now(), 'a', 'e', 's')")
                .update();

        assertThat(added).isEqualTo(1);
        assertThat(server().sql("SELECT count(*) FROM audit_event")
                        .query(Long.class)
                        .single())
                .isPositive();
        for (var change :
                List.of("UPDATE audit_event SET actor = 'b'", "DELETE FROM audit_event", "TRUNCATE audit_event")) {
            assertThatThrownBy(() -> server().sql(change).update())
                    .as(change)
                    .rootCause()
                    .hasMessageContaining("permission denied for table audit_event");
        }
        assertThatThrownBy(() -> server().sql("ALTER TABLE audit_event DISABLE TRIGGER ALL")
                        .update())
                .rootCause()
                .hasMessageContaining("must be owner of table audit_event");
    }

    @Test
    void letsTheServerNeitherMakeNorDropTables() {
        assertThatThrownBy(() -> server().sql("CREATE TABLE mine (id int)").update())
                .rootCause()
                .hasMessageContaining("permission denied for schema public");
        assertThatThrownBy(() -> server().sql("DROP TABLE issue").update())
                .rootCause()
                .hasMessageContaining("must be owner of table issue");
    }

    @Test
    void keepsTheTwoDatabasesApart() {
        var strange = new DriverManagerDataSource(POSTGRES.url("camunda"), "slipway", "runtime_password");

        assertThatThrownBy(strange::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied for database \"camunda\"");
    }

    @Test
    void preparesTheSmokesTargetAsSlipwayWantsIt() {
        PsqlScript.run(POSTGRES, Path.of("src/docker/smoke/target.sql"));
        var target = new Target(
                "smoke/shop",
                POSTGRES.url("shop"),
                null,
                null,
                new Credential("smoke_reader", "exec:printf password"),
                new Credential("smoke_migrator", "exec:printf password"),
                "shop_owner",
                List.of(),
                Map.of());

        assertThat(new Inspection(new Connections(), new Ledger(Ledger.DEFAULT_SCHEMA)).inspect(target))
                .allSatisfy(seen -> assertThat(seen.status()).isEqualTo(Observation.Status.OK));
    }

    private static JdbcClient server() {
        return JdbcClient.create(loggedIn("slipway", "runtime_password"));
    }

    private static DriverManagerDataSource loggedIn(String role, String password) {
        return new DriverManagerDataSource(POSTGRES.url("slipway"), role, password);
    }
}
