/** What the client tells of a rollout while it waits and at the end. */
@NullMarked
package io.slipway.cli.report;

import org.jspecify.annotations.NullMarked;
