package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.engine.Resumption;
import io.slipway.review.Issue;
import io.slipway.testing.TestOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Zeebe and its index are lost for good while issues stand at every question that the flow can ask. */
@ProcessTest
@Order(TestOrder.LOSS)
class LossProcessTest {

    private static final String FAILS =
            "DO $$ BEGIN IF current_database() = 'orders_prod' THEN RAISE EXCEPTION 'not yet'; END IF; END $$";

    @Autowired
    Shop shop;

    @Autowired
    Resumption resumption;

    @Autowired
    Clock clock;

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName(
            "Platform engineer – after the loss of Zeebe each issue is asked what it was asked before, and runs once")
    void goesOnAtEveryStep() {
        Issue toApprove = shop.oneOff("To approve", "prod-1/orders_prod", "CREATE TABLE to_approve (id int)");
        Issue toRelease = approved("To release", "CREATE TABLE to_release (id int)");
        Issue scheduled = approved("Scheduled", "CREATE TABLE scheduled (id int)");
        shop.decide("releaser", scheduled, "ReleaseStage", Map.of("start", "at", "startAt", tomorrow()));
        Issue failed = approved("Failed", FAILS);
        shop.decide("owner", failed, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", failed, "ReleaseStage", Map.of("start", "now"));
        Issue toEdit = approved("To edit", "CREATE TABLE to_edit (id int)");
        shop.decide("releaser", toEdit, "ReleaseStage", Map.of("start", "back", "reason", "a key, please"));
        Issue held = shop.open(
                "developer",
                Map.of(
                        "project", "shop",
                        "title", "Held",
                        "targets", "staging-1/orders_staging",
                        "targetStage", "dev",
                        "sql", "CREATE TABLE held (id int)"));
        shop.awaitTask("approver", toApprove, "ApproveChange");
        shop.awaitTask("releaser", toRelease, "ReleaseStage");
        shop.awaitTask("releaser", scheduled, "CancelOrReschedule");
        shop.awaitTask("releaser", failed, "ResolveFailures");
        shop.awaitTask("developer", toEdit, "EditChange");
        shop.awaitTask("releaser", held, "HoldForPromotion");

        int open = shop.jdbc()
                .sql("SELECT count(*) FROM issue WHERE status = 'OPEN'")
                .query(Integer.class)
                .single();
        EmbeddedPlatform.shared().loseCamunda();
        var resumed = resumption.resume(shop.account("administrator"), false);

        assertThat(resumed).isEqualTo(new Resumption.Resumed(true, open, resumed.requests()));
        shop.decide("releaser", failed, "ResolveFailures", Map.of("decision", "skip", "reason", "not needed"));
        shop.decide("approver", toApprove, "ApproveChange", Map.of("decision", "approve"));
        shop.decide("releaser", toApprove, "ReleaseStage", Map.of("start", "now"));
        shop.decide("releaser", toRelease, "ReleaseStage", Map.of("start", "now"));
        shop.decide("releaser", scheduled, "CancelOrReschedule", Map.of("decision", "cancel", "reason", "now"));
        shop.decide("releaser", scheduled, "ReleaseStage", Map.of("start", "now"));
        shop.decide("releaser", held, "HoldForPromotion", Map.of("decision", "promote"));
        shop.decide("developer", toEdit, "EditChange", Map.of("decision", "withdraw"));

        List.of(toApprove, toRelease, scheduled, failed, held)
                .forEach(issue -> shop.awaitStatus(issue, Issue.Status.DONE));
        shop.awaitStatus(toEdit, Issue.Status.CANCELED);
        assertThat(shop.ledger("orders_prod"))
                .containsExactlyInAnyOrder(version(toApprove), version(toRelease), version(scheduled));
        assertThat(shop.ledger("orders_staging")).containsExactly(version(held));
    }

    private Issue approved(String title, String sql) {
        Issue issue = shop.oneOff(title, "prod-1/orders_prod", sql);
        shop.decide("approver", issue, "ApproveChange", Map.of("decision", "approve"));
        return issue;
    }

    private static String version(Issue issue) {
        return "issue/" + issue.number() + ".1";
    }

    private String tomorrow() {
        return clock.instant().plus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC).toString();
    }
}
