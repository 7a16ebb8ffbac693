/** Tells callers what went wrong as problem details (RFC 9457), never what is inside. */
@NamedInterface("problem")
@NullMarked
package io.slipway.api.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
