/**
 * The platform that the demo and the tests run beside Slipway without Docker: PostgreSQL servers, OpenSearch, and Camunda's
 * broker, Tasklist and Operate, each a process of its own that never outlives the JVM which started it. It knows no feature of
 * Slipway.
 */
@NullMarked
package io.slipway.embedded;

import org.jspecify.annotations.NullMarked;
