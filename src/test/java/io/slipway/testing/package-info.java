/** What tests of several modules share: the whole application on a database of its own, programs, and patience. */
@NullMarked
package io.slipway.testing;

import org.jspecify.annotations.NullMarked;
