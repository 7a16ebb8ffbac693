package io.slipway.check.rules;

import io.slipway.check.Finding;
import java.util.List;

/** A rule on the files of a change against what a target holds already. */
public non-sealed interface TargetRule extends Rule {

    List<Finding> check(CheckedTarget target);
}
