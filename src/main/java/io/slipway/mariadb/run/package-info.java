/** Runs files so that nothing runs twice and nothing that ran is lost. */
@NullMarked
package io.slipway.mariadb.run;

import org.jspecify.annotations.NullMarked;
