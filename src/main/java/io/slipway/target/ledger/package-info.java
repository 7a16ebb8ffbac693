/** The ledger kept in each target: which versions were applied, how far each file has come, and which attempt may write. */
@NamedInterface("ledger")
@NullMarked
package io.slipway.target.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
