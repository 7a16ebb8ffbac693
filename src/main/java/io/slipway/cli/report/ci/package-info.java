/** Reports where the people of a pipeline look: its log, its summary, the pull request. */
@NullMarked
package io.slipway.cli.report.ci;

import org.jspecify.annotations.NullMarked;
