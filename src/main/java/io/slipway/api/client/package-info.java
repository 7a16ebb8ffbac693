/** The client as its server hands it out, and which clients the server works with. */
@NullMarked
package io.slipway.api.client;

import org.jspecify.annotations.NullMarked;
