/** Sends one delivery once, by HTTP or SMTP, and says how that ended; when to try again is not its business. */
@NullMarked
package io.slipway.notification.sending;

import org.jspecify.annotations.NullMarked;
