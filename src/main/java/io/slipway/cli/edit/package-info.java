/** Commands that comment on an issue, change what it rolls out, and settle what an earlier text left on a target. */
@NullMarked
package io.slipway.cli.edit;

import org.jspecify.annotations.NullMarked;
