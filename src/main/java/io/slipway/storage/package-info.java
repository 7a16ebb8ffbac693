/** How values that PostgreSQL has and Java has not, such as a JSON object of strings, are read and written; it knows no module. */
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = "failure")
@NullMarked
package io.slipway.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
