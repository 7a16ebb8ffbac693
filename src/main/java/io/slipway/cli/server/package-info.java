/** The client's way to the server: where it is, who calls, and what its answers and refusals mean for the client. */
@NamedInterface("server")
@NullMarked
package io.slipway.cli.server;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
