/** The failures every module may raise, by what the caller can do about them; it knows no module. */
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package io.slipway.failure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
