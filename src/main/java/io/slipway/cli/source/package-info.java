/** Where a release comes from: files by pattern, and the commit that they were checked out from. */
@NamedInterface("source")
@NullMarked
package io.slipway.cli.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
