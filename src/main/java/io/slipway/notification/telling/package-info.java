/** Turns what was recorded into notifications: which event it is, in what words, and who is to be told. */
@NullMarked
package io.slipway.notification.telling;

import org.jspecify.annotations.NullMarked;
