/** Rules on versions: each file has one place in its track, and what was applied stays as it was. */
@NullMarked
package io.slipway.check.rules.versions;

import org.jspecify.annotations.NullMarked;
