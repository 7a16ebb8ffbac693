@NullMarked
package io.slipway.notification.sending;

import org.jspecify.annotations.NullMarked;
