/**
 * Secrets by reference: reads them from where {@code env:}, {@code file:} or {@code exec:} points, and shows them to nobody else. It knows
 * nothing of what they open.
 */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package io.slipway.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
