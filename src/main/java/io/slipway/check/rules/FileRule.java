package io.slipway.check.rules;

import io.slipway.check.Finding;
import java.util.List;

/** A rule on a file that is pending on some target. */
public non-sealed interface FileRule extends Rule {

    List<Finding> check(CheckedFile file);
}
