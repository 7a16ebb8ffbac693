@NullMarked
package io.slipway.migrate.script;

import org.jspecify.annotations.NullMarked;
