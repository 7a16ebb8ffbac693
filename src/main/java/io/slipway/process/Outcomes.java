package io.slipway.process;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.ActivatedJob;
import io.slipway.failure.NotYetException;
import io.slipway.failure.SlipwayException;
import io.slipway.failure.TransientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;

/** Turns what a worker gives or throws into an outcome for the engine; the only place that does. */
@Component
class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final int ASKED_AT_ONCE = 12;
    private static final Duration AT_ONCE = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LATER = Duration.ofSeconds(15);
    private static final int MOST_DOUBLED = 6;
    /** Jobs that another server has finished are not remembered for ever. */
    private static final Duration FORGOTTEN = Duration.ofDays(7);

    private final Map<Long, Instant> firstSeen = new ConcurrentHashMap<>();
    private final Clock clock;

    Outcomes(Clock clock) {
        this.clock = clock;
    }

    /** How a failed job goes on; without retries it is an incident, at which an operator has to look. */
    record Failure(int retries, Duration backOff, String message) {

        private static Failure incident(String message) {
            return new Failure(0, Duration.ZERO, message);
        }
    }

    /** Work and answer; where the answer does not reach the engine, the job is given out again, and the work is done already. */
    void answer(CamundaClient engine, ActivatedJob job, Supplier<Object> work) {
        Object result;
        try {
            result = patiently(work);
        } catch (RuntimeException e) {
            fail(engine, job, failure(job.getKey(), job.getRetries(), e), e);
            return;
        }
        firstSeen.remove(job.getKey());
        engine.newCompleteCommand(job.getKey()).variables(result).send().join();
    }

    /**
     * Ask again here for some seconds, which is how long Camunda takes to tell who completed a task: rarely is a job left to the engine then,
     * which with 8.6.0 loses one now and then.
     */
    private static Object patiently(Supplier<Object> work) {
        for (int left = ASKED_AT_ONCE; left > 1; left--) {
            try {
                return work.get();
            } catch (NotYetException e) {
                LOG.debug("not yet: {}", e.getMessage());
                LockSupport.parkNanos(AT_ONCE.toNanos());
            }
        }
        return work.get();
    }

    /** Say how a job goes on after an exception: waiting costs no retry, what may pass by itself one, anything else all of them. */
    Failure failure(long job, int retries, RuntimeException e) {
        return switch (e) {
            case NotYetException waiting -> patient(job, retries, waiting);
            case TransientException passing -> triedAgain(retries, sentence(passing));
            case TransientDataAccessException passing -> triedAgain(retries, String.valueOf(passing));
            case DataAccessResourceFailureException away -> triedAgain(retries, String.valueOf(away));
            case CannotCreateTransactionException away -> triedAgain(retries, String.valueOf(away));
            case SlipwayException known -> Failure.incident(sentence(known));
            default -> Failure.incident(String.valueOf(e));
        };
    }

    private Failure patient(long job, int retries, NotYetException e) {
        Instant now = clock.instant();
        firstSeen.values().removeIf(seen -> seen.plus(FORGOTTEN).isBefore(now));
        Duration waited = Duration.between(firstSeen.computeIfAbsent(job, key -> now), now);
        if (waited.compareTo(e.patience()) >= 0) {
            firstSeen.remove(job);
            return Failure.incident(sentence(e));
        }
        Duration backOff = waited.dividedBy(MOST_DOUBLED);
        return new Failure(
                Math.max(1, retries),
                backOff.compareTo(SOON) < 0 ? SOON : backOff.compareTo(LATER) > 0 ? LATER : backOff,
                sentence(e));
    }

    private static Failure triedAgain(int retries, String message) {
        int doubled = Math.max(0, Math.min(MOST_DOUBLED, MOST_DOUBLED - retries));
        return new Failure(Math.max(0, retries - 1), Duration.ofSeconds(1L << doubled), message);
    }

    private static String sentence(SlipwayException e) {
        return e.code() + ": " + e.sentence();
    }

    /**
     * Leave a job that is to be tried again to its timeout, or make an incident of it. The engine's own retry back-off is not used: now and
     * then such a job is never given out again (camunda/camunda#16884, open; it happens with 8.6.0). A timeout that was shortened was seen
     * never to end once, too, so what is only to be waited for is {@linkplain #patiently asked for here} first.
     */
    private static void fail(CamundaClient engine, ActivatedJob job, Failure failure, RuntimeException cause) {
        String next = failure.retries() > 0
                ? "it is tried again in " + failure.backOff().toSeconds() + " s"
                : "an operator has to look";
        if (cause instanceof NotYetException) {
            LOG.debug("job={} type={} not yet: {}; {}", job.getKey(), job.getType(), failure.message(), next);
        } else {
            LOG.warn("job={} type={} failed: {}; {}", job.getKey(), job.getType(), failure.message(), next, cause);
        }
        if (failure.retries() == 0) {
            engine.newFailCommand(job.getKey())
                    .retries(0)
                    .errorMessage(failure.message())
                    .send()
                    .join();
            return;
        }
        if (failure.retries() != job.getRetries()) {
            engine.newUpdateRetriesCommand(job.getKey())
                    .retries(failure.retries())
                    .send()
                    .join();
        }
        engine.newUpdateTimeoutCommand(job.getKey())
                .timeout(failure.backOff())
                .send()
                .join();
    }
}
