/** The {@code slipway} client: it speaks to the API over HTTP and must not know how the server keeps or decides anything. */
@ApplicationModule(allowedDependencies = "failure")
@NullMarked
package io.slipway.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
