/**
 * The demo: the embedded platform, Slipway and the sample, and what a project's people do with them from a commit to production.
 * It knows Slipway by its API and its client, and Camunda by Tasklist, as its users do.
 */
@NullMarked
package io.slipway.demo;

import org.jspecify.annotations.NullMarked;
