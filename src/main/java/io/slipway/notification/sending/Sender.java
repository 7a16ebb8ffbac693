package io.slipway.notification.sending;

import io.slipway.notification.Deliveries;

/** Makes an attempt at a delivery. */
public interface Sender {

    Deliveries.Channel channel();

    /** Send it once, within the timeouts, and say how that ended. */
    Outcome send(Deliveries.Claim claim) throws InterruptedException;
}
