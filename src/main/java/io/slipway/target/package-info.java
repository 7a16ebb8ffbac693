/**
 * A database as Slipway meets it: how to log in, what the ledger in it says, what its catalogue looks like and whether it is fit for use.
 *
 * <p>It knows no project, release or rollout: whatever it needs comes in as values of its own.
 */
@ApplicationModule(allowedDependencies = {"secret", "failure"})
@NullMarked
package io.slipway.target;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
