/** Asks the catalogue whether a statement that ran outside any transaction took effect. */
@NullMarked
package io.slipway.migrate.probe;

import org.jspecify.annotations.NullMarked;
