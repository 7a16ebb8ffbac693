/** What a command found out, in the one form that every report is written from. */
@NamedInterface("result")
@NullMarked
package io.slipway.cli.report.result;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
