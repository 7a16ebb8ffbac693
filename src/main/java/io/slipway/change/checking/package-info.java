/** Checks files for targets, stored as a release or not: of a target only its ledger is read, and nothing is decided. */
@NamedInterface("checking")
@NullMarked
package io.slipway.change.checking;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
