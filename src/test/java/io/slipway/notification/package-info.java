@NullMarked
package io.slipway.notification;

import org.jspecify.annotations.NullMarked;
