/** The pipeline that the client runs in, by its variables; nothing else in the client reads what only a pipeline sets. */
@NullMarked
package io.slipway.cli.pipeline;

import org.jspecify.annotations.NullMarked;
