/** Calendars in iCalendar form that a configuration file refers to: read here, so that the server fetches nothing. */
@NullMarked
package io.slipway.cli.calendar;

import org.jspecify.annotations.NullMarked;
