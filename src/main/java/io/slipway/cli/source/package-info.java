/** Where a release comes from: files by pattern, and the commit that they were checked out from. */
@NullMarked
package io.slipway.cli.source;

import org.jspecify.annotations.NullMarked;
