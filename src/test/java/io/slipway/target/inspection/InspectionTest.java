package io.slipway.target.inspection;

import static io.slipway.target.TargetFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.target.Connections;
import io.slipway.target.Target;
import io.slipway.target.TargetFixtures;
import io.slipway.target.inspection.Observation.Status;
import io.slipway.target.ledger.Ledger;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class InspectionTest {

    private final Inspection inspection = new Inspection(new Connections(), new Ledger(Ledger.DEFAULT_SCHEMA));

    @BeforeAll
    static void createRoles() {
        TargetFixtures.role("doctor_login", "LOGIN PASSWORD 'secret'");
        TargetFixtures.role("doctor_owner", "NOLOGIN");
    }

    @Test
    void findsNothingWrongWithARoleThatOwnsOnlyItsSchema() {
        var target = TargetFixtures.target("doctor_login", "app", null);
        SERVER.execute(target.url(), "CREATE SCHEMA app AUTHORIZATION doctor_login");
        SERVER.execute(target.url(), "CREATE SCHEMA slipway AUTHORIZATION doctor_login");

        assertThat(problems(target)).isEmpty();
        assertThat(inspection.inspect(target))
                .extracting(Observation::check)
                .containsExactly(
                        "login-reader",
                        "login-migrator",
                        "encryption",
                        "version",
                        "primary",
                        "pooler",
                        "connect",
                        "schema",
                        "ledger-schema",
                        "ledger");
    }

    @Test
    void writesEachMissingGrantSoThatRunningThemMendsIt() {
        var target = TargetFixtures.target("doctor_login", "app", "doctor_owner");
        SERVER.execute(target.url(), "CREATE SCHEMA app");
        SERVER.execute("REVOKE doctor_owner FROM doctor_login");

        assertThat(problems(target))
                .extracting(Observation::fix)
                .containsExactly("GRANT \"doctor_owner\" TO \"doctor_login\";");
        problems(target).forEach(problem -> SERVER.execute(target.url(), problem.fix()));
        assertThat(problems(target))
                .extracting(Observation::fix)
                .containsExactly(
                        "GRANT USAGE, CREATE ON SCHEMA \"app\" TO \"doctor_owner\";",
                        "CREATE SCHEMA \"slipway\" AUTHORIZATION \"doctor_login\";");
        problems(target).forEach(problem -> SERVER.execute(target.url(), problem.fix()));

        assertThat(problems(target)).isEmpty();
    }

    @Test
    void asksForABaselineWhereThereAreObjectsButNoLedger() {
        var target = TargetFixtures.target("doctor_login", "app", null);
        SERVER.execute(target.url(), "CREATE SCHEMA app AUTHORIZATION doctor_login; CREATE TABLE app.a (i int)");
        SERVER.execute(target.url(), "CREATE SCHEMA slipway AUTHORIZATION doctor_login");

        assertThat(problems(target)).extracting(Observation::check).containsExactly("baseline-required");
    }

    @Test
    void saysWhyNobodyCanLogIn() {
        var target = TargetFixtures.at("jdbc:postgresql://127.0.0.1:1/shop", "doctor_login", null, null);

        assertThat(problems(target)).extracting(Observation::check).containsExactly("login-reader", "login-migrator");
        assertThat(problems(target).getFirst().text())
                .startsWith("Target 'orders-eu' cannot be reached at '127.0.0.1:1/shop'");
    }

    private List<Observation> problems(Target target) {
        return inspection.inspect(target).stream()
                .filter(observation -> observation.status() != Status.OK)
                .toList();
    }
}
