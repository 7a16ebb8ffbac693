/** Looks, while a statement runs, at how far it is and at who waits for it. */
@NullMarked
package io.slipway.migrate.lookout;

import org.jspecify.annotations.NullMarked;
