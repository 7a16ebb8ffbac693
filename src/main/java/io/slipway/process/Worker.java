package io.slipway.process;

import java.time.Duration;
import java.util.List;

/**
 * Does one step of a process by calling one feature. Its job type follows from its name: {@code OpenIssueWorker} works on
 * {@code slipway.openIssue}, the job of the element {@code OpenIssue}.
 */
public interface Worker {

    /** Return the names of the process variables it reads. */
    default List<String> variables() {
        return List.of();
    }

    /**
     * Do the step.
     *
     * @return a record whose components become process variables
     * @throws io.slipway.failure.SlipwayException whose kind decides what the engine sees
     */
    Object handle(Job job);

    /** Return how long a job is ours without a sign of life; longer work has to give one. */
    default Duration timeout() {
        return Duration.ofMinutes(1);
    }

    /** Return the id of the element it works for. */
    default String element() {
        String name = getClass().getSimpleName();
        return name.substring(0, name.length() - "Worker".length());
    }

    /** What a worker without a result gives. */
    record Nothing() {
        public static final Nothing NOTHING = new Nothing();
    }
}
