/** What Slipway asks of a target, whatever kind of server that is on. */
@NamedInterface("engine")
@NullMarked
package io.slipway.migrate.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
