package io.slipway.cli.calendar;

import java.time.Instant;

/** One time of an event. */
record Occurrence(Instant from, Instant until) {}
