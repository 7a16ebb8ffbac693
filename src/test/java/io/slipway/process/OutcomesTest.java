package io.slipway.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.failure.NotYetException;
import io.slipway.failure.OutcomeException;
import io.slipway.failure.RejectedException;
import io.slipway.failure.TransientException;
import io.slipway.testing.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;

class OutcomesTest {

    private static final long JOB = 7;

    private final SettableClock clock = new SettableClock();
    private final Outcomes outcomes = new Outcomes(clock);

    private static NotYetException notYet() {
        return new NotYetException("not-yet", "It has not come.", "Wait.");
    }

    private static TransientException passing() {
        return new TransientException("unreachable", "Nobody answers.", "Wait.");
    }

    @Test
    void waitsWithoutSpendingRetriesAndEverMorePatiently() {
        var first = outcomes.failure(JOB, 3, notYet());
        clock.advance(Duration.ofSeconds(30));
        var second = outcomes.failure(JOB, 3, notYet());
        clock.advance(Duration.ofMinutes(9));
        var last = outcomes.failure(JOB, 3, notYet());

        assertThat(first).isEqualTo(new Outcomes.Failure(3, Duration.ofSeconds(1), "not-yet: It has not come. Wait."));
        assertThat(second.backOff()).isEqualTo(Duration.ofSeconds(5));
        assertThat(last.retries()).isEqualTo(3);
        assertThat(last.backOff()).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void callsAnOperatorAfterTenMinutesAndWaitsAnewOnceThatWasResolved() {
        outcomes.failure(JOB, 3, notYet());
        clock.advance(Duration.ofMinutes(10));

        assertThat(outcomes.failure(JOB, 3, notYet()).retries()).isZero();
        assertThat(outcomes.failure(JOB, 1, notYet()).retries()).isEqualTo(1);
    }

    @Test
    void waitsAsLongAsTheExceptionSays() {
        var endless = new NotYetException("busy", "Another is at it.", "Wait.") {
            @Override
            public Duration patience() {
                return Duration.ofDays(365);
            }
        };
        outcomes.failure(JOB, 3, endless);
        clock.advance(Duration.ofDays(1));

        assertThat(outcomes.failure(JOB, 3, endless).retries()).isEqualTo(3);
    }

    @Test
    void spendsARetryOnWhatMayPassAndBacksOff() {
        assertThat(outcomes.failure(JOB, 5, passing()))
                .isEqualTo(new Outcomes.Failure(4, Duration.ofSeconds(2), "unreachable: Nobody answers. Wait."));
        assertThat(outcomes.failure(JOB, 2, passing()))
                .extracting(Outcomes.Failure::retries, Outcomes.Failure::backOff)
                .containsExactly(1, Duration.ofSeconds(16));
        assertThat(outcomes.failure(JOB, 1, passing()).retries()).isZero();
        assertThat(outcomes.failure(JOB, 3, new CannotAcquireLockException("deadlock"))
                        .retries())
                .isEqualTo(2);
    }

    @Test
    void leavesAJobThatIsTriedAgainToItsTimeoutAndNeverToTheEnginesBackOff() {
        assertThat(commandsAfter(OutcomesTest::notYet)).containsExactly("timeout 7 1000");
        assertThat(commandsAfter(OutcomesTest::passing)).containsExactly("retries 7 4", "timeout 7 2000");
        assertThat(commandsAfter(() -> new IllegalStateException("a bug"))).containsExactly("fail 7 0");
    }

    private List<String> commandsAfter(Supplier<RuntimeException> reason) {
        try (var gateway = new StubGateway();
                var client = gateway.client()) {
            var job = client.newActivateJobsCommand()
                    .jobType("any")
                    .maxJobsToActivate(1)
                    .send()
                    .join()
                    .getJobs()
                    .getFirst();
            outcomes.answer(client, job, () -> {
                throw reason.get();
            });
            return List.copyOf(gateway.jobCommands());
        }
    }

    @Test
    void callsAnOperatorAtOnceForEverythingElse() {
        var reasons = List.of(
                new OutcomeException("process-not-bound", "It speaks for nothing.", "Cancel it."),
                new RejectedException(RejectedException.Reason.CONFLICT, "locked", "It is locked.", "Cancel first."),
                new IllegalStateException("a bug"));

        assertThat(reasons).allSatisfy(reason -> {
            var failure = outcomes.failure(JOB, 3, reason);
            assertThat(failure.retries()).isZero();
            assertThat(failure.message()).contains(String.valueOf(reason.getMessage()));
        });
    }
}
