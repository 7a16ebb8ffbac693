@NullMarked
package io.slipway.target.ledger;

import org.jspecify.annotations.NullMarked;
