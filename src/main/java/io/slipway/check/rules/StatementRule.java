package io.slipway.check.rules;

import io.slipway.check.Finding;
import io.slipway.sql.Statement;
import java.util.List;

/** A rule on each statement of a file that is pending on some target. */
public non-sealed interface StatementRule extends Rule {

    List<Finding> check(CheckedFile file, Statement statement);
}
