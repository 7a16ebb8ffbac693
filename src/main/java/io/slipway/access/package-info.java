/** Who is calling: access tokens, which are issued once, kept only as their SHA-256, and end by expiry or revocation. */
@ApplicationModule(allowedDependencies = {"project", "review", "failure"})
@NullMarked
package io.slipway.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
