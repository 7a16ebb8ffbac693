/** Reads a file into the segments that the executor runs; pure, it knows no connection. */
@NullMarked
package io.slipway.migrate.script;

import org.jspecify.annotations.NullMarked;
