/** Reports as files that other programs read. */
@NullMarked
package io.slipway.cli.report.file;

import org.jspecify.annotations.NullMarked;
