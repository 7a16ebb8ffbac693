package io.slipway.mariadb.run;

import java.time.Duration;

/** A moment after which to give up, by a clock that nobody sets. */
record Deadline(long nanos) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    boolean passed() {
        return System.nanoTime() - nanos >= 0;
    }
}
