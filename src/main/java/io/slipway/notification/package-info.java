/**
 * Telling people what happened: webhooks and mail, with a log of every delivery. It reads what other modules recorded after they have
 * recorded it, so that no receiver can slow or break what it is told of; it must not decide anything about a rollout.
 */
@ApplicationModule(allowedDependencies = {"project", "secret", "failure"})
@NullMarked
package io.slipway.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
