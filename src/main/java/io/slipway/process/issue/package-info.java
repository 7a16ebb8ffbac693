/** The workers of DatabaseChange. */
@NullMarked
package io.slipway.process.issue;

import org.jspecify.annotations.NullMarked;
