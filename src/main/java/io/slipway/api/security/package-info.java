/** Lets nobody in without a good access token, and says no more about it than it must. */
@NamedInterface("security")
@NullMarked
package io.slipway.api.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
