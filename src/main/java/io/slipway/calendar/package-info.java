/** When rollouts may start and when none may: maintenance windows and freezes, in the local time of their zone. */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package io.slipway.calendar;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
