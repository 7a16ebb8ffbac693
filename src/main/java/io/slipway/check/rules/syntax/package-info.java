/** Rules on files that PostgreSQL's parser does not read to their end. */
@NullMarked
package io.slipway.check.rules.syntax;

import org.jspecify.annotations.NullMarked;
