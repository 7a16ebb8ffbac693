package io.slipway.check.rules;

import io.slipway.check.Finding;
import java.util.List;

/** A rule on the files of a change taken together, whether they are pending or not. */
public non-sealed interface ReleaseRule extends Rule {

    List<Finding> check(List<CheckedFile> files);
}
