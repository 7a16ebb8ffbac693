package io.slipway.check;

import java.util.List;
import java.util.Set;

/**
 * What the check says of one target beside the findings.
 *
 * @param files the files that would be applied, in order
 * @param touched the tables whose sizes say how much there is to do
 * @param simulated whether the pending files were run on a scratch server from beginning to end or to an error of theirs
 */
public record TargetReport(
        String target,
        List<FileReport> files,
        Risk risk,
        Set<StatementClass> statementClasses,
        Touched touched,
        boolean simulated) {

    /** Return the paths of the files that would be applied, in order. */
    public List<String> pending() {
        return files.stream().map(FileReport::path).toList();
    }
}
