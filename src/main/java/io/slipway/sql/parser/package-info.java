/** Runs libpg_query, PostgreSQL's parser as a WebAssembly module that the build compiled to JVM classes; knows no statement. */
@NullMarked
package io.slipway.sql.parser;

import org.jspecify.annotations.NullMarked;
