package io.slipway.check;

import java.util.List;

/** What a check has found, and what it says of each target. */
public record CheckReport(List<Finding> findings, List<TargetReport> targets) {

    /** Tell whether a finding stops the rollout. */
    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> finding.level() == Level.ERROR);
    }
}
