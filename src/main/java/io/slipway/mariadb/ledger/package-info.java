/** The ledger kept in each target, in tables of the target's own database. */
@NullMarked
package io.slipway.mariadb.ledger;

import org.jspecify.annotations.NullMarked;
