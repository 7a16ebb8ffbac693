/** The representations that the API takes and gives, shared with the client. */
@NamedInterface("model")
@NullMarked
package io.slipway.api.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
