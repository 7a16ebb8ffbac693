/** Logging in to the web pages with an access token, and the session that stands on it. */
@NullMarked
package io.slipway.web.security;

import org.jspecify.annotations.NullMarked;
