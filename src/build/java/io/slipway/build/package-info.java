/**
 * What the build itself runs before the application is compiled: it turns PostgreSQL's parser, a WebAssembly module, into JVM classes.
 *
 * <p>Compiled and run by Maven's own JVM, hence Java 17; nothing of it is packaged.
 */
package io.slipway.build;
