package io.slipway.check;

import java.util.Set;

/**
 * What the check says of one file that would be applied to a target.
 *
 * @param version the canonical version, a repeatable's {@code R__} key, or the version of a one-off
 */
public record FileReport(
        String path, String version, Risk risk, Set<StatementClass> statementClasses, Touched touched) {}
