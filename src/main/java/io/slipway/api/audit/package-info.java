/** The record of changes: who did, decided or was refused what, to be looked at and taken away. */
@NullMarked
package io.slipway.api.audit;

import org.jspecify.annotations.NullMarked;
