/**
 * Trying a change out: what a target holds already and then the pending files are run on a scratch server as a role that may
 * nothing; it must not know a target's address beyond keeping away from it.
 */
@NullMarked
package io.slipway.check.simulation;

import org.jspecify.annotations.NullMarked;
