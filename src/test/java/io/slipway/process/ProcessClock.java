package io.slipway.process;

import io.slipway.embedded.EmbeddedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The machine's time, or that of the broker after a test has moved both. */
@TestComponent
@Primary
final class ProcessClock extends Clock {

    private volatile Duration ahead = Duration.ZERO;

    /** Move the application's and the broker's time; timers that fall due fire. */
    synchronized void advance(Duration duration) {
        ahead = ahead.plus(duration);
        EmbeddedPlatform.shared().clock().advance(duration);
    }

    @Override
    public Instant instant() {
        return Clock.systemUTC().instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new IllegalArgumentException("a process clock has no other zone than UTC");
    }
}
