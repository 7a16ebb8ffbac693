package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.embedded.EmbeddedPlatform;
import io.slipway.review.Issue;
import io.slipway.testing.TestOrder;
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
 * <p>{@code mvn -Pfaults verify -Dfaults.broker=N -Dfaults.seed=S} kills it N times; the normal tests do so once.
 */
@ProcessTest
@Order(TestOrder.LOSS)
class BrokerFaultsTest {

    private static final int KILLS = Integer.getInteger("faults.broker", 1);
    private static final long SEED = Long.getLong("faults.seed", 1);
    private static final List<String> DATABASES = List.of("orders_dev", "customers_dev");
    private static final String TARGETS = "dev-1/orders_dev, dev-1/customers_dev";

    /** From before the process is started to after all is done. */
    private static final Duration LONGEST_ROLLOUT = Duration.ofSeconds(8);

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
        var wrong = new ArrayList<String>();
        for (var round = 1; round <= KILLS; round++) {
            var delay = Duration.ofMillis(random.nextLong(LONGEST_ROLLOUT.toMillis()));
            var issue = shop.oneOff("Round " + round, TARGETS, sql(round));
            LockSupport.parkNanos(delay.toNanos());
            EmbeddedPlatform.shared().killBroker();
            shop.awaitStatus(issue, Issue.Status.DONE);
            wrong.addAll(wrong(issue, round, delay));
        }
        System.out.printf("faults: broker-kills=%d wrong=%d%n", KILLS, wrong.size());
        assertThat(wrong).isEmpty();
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

    private List<String> wrong(Issue issue, int round, Duration delay) {
        var wrong = new ArrayList<String>();
        for (var database : DATABASES) {
            var marks =
                    shop.value(database, "SELECT string_agg(text, ' ' ORDER BY text) FROM mark_%d".formatted(round));
            var revisions = shop.ledger(database).stream()
                    .filter(("issue/" + issue.number() + ".1")::equals)
                    .count();
            if (!"first second".equals(marks) || revisions != 1) {
                wrong.add("Round %d, killed after %s, '%s': marks '%s', %d revisions."
                        .formatted(round, delay, database, marks, revisions));
            }
        }
        return wrong;
    }
}
