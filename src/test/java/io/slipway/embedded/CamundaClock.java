package io.slipway.embedded;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** Moves the time of a broker that was started with a controlled clock; a timer must be seen active before time is moved past it. */
public final class CamundaClock {

    private final URI management;

    CamundaClock(URI management) {
        this.management = management;
    }

    /** Return the broker's present time. */
    public Instant now() {
        return instant(Http.sendJson("GET", management.resolve("/actuator/clock"), ""));
    }

    /** Stop the broker's time at an instant, which must not be past: from then on only {@link #advance} moves it. */
    public void pin(Instant instant) {
        var body = "{\"epochMilli\": %d}".formatted(instant.toEpochMilli());
        Http.sendJson("POST", management.resolve("/actuator/clock/pin"), body);
    }

    /** Move the broker's time forward and return what it is now. */
    public Instant advance(Duration duration) {
        var body = "{\"offsetMilli\": %d}".formatted(duration.toMillis());
        return instant(Http.sendJson("POST", management.resolve("/actuator/clock/add"), body));
    }

    private static Instant instant(String answer) {
        return Instant.ofEpochMilli(
                JsonMapper.shared().readTree(answer).path("epochMilli").asLong());
    }
}
