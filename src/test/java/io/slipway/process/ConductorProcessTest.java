package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Issue;
import io.slipway.sample.ConductorMigrations;
import io.slipway.sample.Sample;
import io.slipway.target.Catalogue;
import io.slipway.testing.Psql;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Migrations that nobody here wrote, read from a published artifact, go through the whole flow. */
@ProcessTest
class ConductorProcessTest {

    private static final String BY_PSQL = "conductor_by_psql";

    @Autowired
    Shop shop;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("CI – a product's own migrations leave six databases with the catalogue that psql leaves")
    void leavesTheCatalogueThatPsqlLeaves() throws Exception {
        var psql = Psql.orSkip();
        var files = ConductorMigrations.files();
        var release = shop.release(files);

        var issue = shop.open(
                "ci",
                Map.of("project", "shop", "title", "Conductor", "targets", "everything", "release", release.name()));
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        for (String role : shop.approvalSteps(issue, "prod").stream().skip(1).toList()) {
            shop.decide(role, issue, "ApproveChange", Map.of("decision", "approve"));
        }
        shop.decide(
                "releaser",
                issue,
                "ReleaseStage",
                Map.of("start", "now", "rolloutAnyway", true, "reason", "what is dropped is no longer used"));
        shop.awaitStatus(issue, Issue.Status.DONE);

        runByPsql(psql, files.values());
        var expected = describe(BY_PSQL);
        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(Sample.DATABASES).allSatisfy(database -> {
            assertThat(describe(database)).isEqualTo(expected);
            assertThat(shop.ledger(database)).hasSize(files.size());
        });
    }

    private void runByPsql(Psql psql, Collection<String> files) throws IOException {
        shop.sample().database(BY_PSQL);
        var targets = shop.sample().targets();
        var login = Map.of(
                "PGUSER", targets.superuser(), "PGPASSWORD", targets.password(), "PGOPTIONS", "-c role=shop_owner");
        for (String sql : files) {
            psql.run(shop.sample().url(BY_PSQL), login, sql);
        }
    }

    private List<String> describe(String database) {
        var targets = shop.sample().targets();
        try (var connection = targets.connect(shop.sample().url(database))) {
            return new Catalogue("slipway").describe(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
