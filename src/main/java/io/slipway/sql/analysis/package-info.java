/** Reads the facts of a statement off its parse tree, one class for each kind of fact. */
@NullMarked
package io.slipway.sql.analysis;

import org.jspecify.annotations.NullMarked;
