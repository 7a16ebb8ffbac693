package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.review.Issue;
import io.slipway.testing.TestOrder;
import io.slipway.testing.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Kills Zeebe's broker at a random moment of a rollout, again and again, and counts the marks that the statements leave.
 *
 * <p>{@code mvn -Pfaults verify -Dfaults.broker=N -Dfaults.seed=S} kills it N times. A rollout that the broker does not carry on after
 * its kill is counted as stuck: its marks are looked at all the same.
 */
@ProcessTest
@Order(TestOrder.LOSS)
class BrokerFaultsTest {

    private static final int KILLS = Integer.getInteger("faults.broker", 0);
    private static final long SEED = Long.getLong("faults.seed", 1);
    private static final List<String> DATABASES = List.of("orders_dev", "customers_dev");
    private static final String TARGETS = "dev-1/orders_dev, dev-1/customers_dev";

    /** From before the process is started to after all is done. */
    private static final Duration LONGEST_ROLLOUT = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Autowired
    Shop shop;

    private final Random random = new Random(SEED);

    @BeforeEach
    void startAnew() {
        shop.startAnew();
    }

    @Test
    @DisplayName("Law 2 – no statement runs twice and none is lost when the broker is killed in a rollout")
    void neverTwiceNeverLost() {
        assumeThat(KILLS)
                .as("killing the broker takes minutes and is done by -Pfaults; here it is NOT tested")
                .isPositive();
        var wrong = new ArrayList<String>();
        var stuck = 0;
        for (var round = 1; round <= KILLS; round++) {
            var delay = Duration.ofMillis(random.nextLong(LONGEST_ROLLOUT.toMillis()));
            var issue = shop.oneOff("Round " + round, TARGETS, sql(round));
            LockSupport.parkNanos(delay.toNanos());
            EmbeddedPlatform.shared().killBroker();
            var done = Waiting.patiently(PATIENCE, () -> isDone(issue));
            if (!done) {
                stuck++;
                System.out.printf("Round %d, killed after %s, stands still: %s%n", round, delay, where(issue));
            }
            wrong.addAll(wrong(issue, round, delay, done));
        }
        System.out.printf("faults: broker-kills=%d wrong=%d stuck=%d%n", KILLS, wrong.size(), stuck);
        assertThat(wrong).isEmpty();
    }

    private boolean isDone(Issue issue) {
        return shop.jdbc()
                .sql("SELECT status = 'DONE' FROM issue WHERE id = :id")
                .param("id", issue.id())
                .query(Boolean.class)
                .single();
    }

    /** Say how far PostgreSQL knows that a rollout has come. */
    private String where(Issue issue) {
        return shop.jdbc().sql("""
                        SELECT 'last events: ' || coalesce(string_agg(event, ' ' ORDER BY id), 'none')
                        FROM (SELECT id, event FROM audit_event WHERE issue = :id ORDER BY id DESC LIMIT 5) e
                        """).param("id", issue.id()).query(String.class).single();
    }

    /** Two transactions and a statement that none may hold; run twice, the first would fail and the others leave two marks. */
    private static String sql(int round) {
        return """
                CREATE TABLE mark_%1$d (text text);
                INSERT INTO mark_%1$d VALUES ('first');
                CREATE INDEX CONCURRENTLY mark_%1$d_text ON mark_%1$d (text);
                INSERT INTO mark_%1$d VALUES ('second');
                """.formatted(round);
    }

    private List<String> wrong(Issue issue, int round, Duration delay, boolean done) {
        var wrong = new ArrayList<String>();
        for (var database : DATABASES) {
            var mark = "mark_" + round;
            var made = shop.value(database, "SELECT to_regclass('%s')".formatted(mark)) != null;
            var marks = made ? shop.value(database, "SELECT string_agg(text, ' ' ORDER BY text) FROM " + mark) : "none";
            var revisions = shop.ledger(database).stream()
                    .filter(("issue/" + issue.number() + ".1")::equals)
                    .count();
            var whole = "first second".equals(marks) && revisions == 1;
            var notYet = List.of("none", "first").contains(String.valueOf(marks)) && revisions == 0;
            if (!whole && (done || !notYet)) {
                wrong.add("Round %d, killed after %s, '%s': marks '%s', %d revisions."
                        .formatted(round, delay, database, marks, revisions));
            }
        }
        return wrong;
    }
}
