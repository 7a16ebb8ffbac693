/** The representations of changes that the API takes and gives. */
@NamedInterface("change-model")
@NullMarked
package io.slipway.api.change.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
