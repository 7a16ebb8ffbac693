package io.slipway.api.change.check;

import io.slipway.api.change.model.ReleaseView;
import io.slipway.change.checking.CheckedRelease;
import io.slipway.change.checking.Work;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a check found in files that are no release yet.
 *
 * @param digest of the files: a release of the same files shows the check
 * @param errors how many there are; {@code findings} has the heaviest
 */
public record CheckView(
        String track,
        String digest,
        @Nullable String commit,
        @Nullable String url,
        Instant checkedAt,
        int errors,
        int warnings,
        List<OnTarget> targets,
        List<ReleaseView.Finding> findings) {

    /**
     * What would happen on a target.
     *
     * @param affectedRows at most; absent: unknown
     * @param files that would be applied, in order
     */
    public record OnTarget(
            String target,
            String environment,
            String risk,
            List<String> statementClasses,
            @Nullable Long affectedRows,
            @Nullable Long tableSize,
            boolean simulated,
            List<OfFile> files) {

        private static OnTarget of(CheckedRelease.OnTarget it) {
            return new OnTarget(
                    it.ref().name(),
                    it.ref().environment().resource(),
                    word(it.risk()),
                    it.statementClasses().stream().map(CheckView::word).sorted().toList(),
                    known(it.work().affectedRows()),
                    known(it.work().tableSize()),
                    it.simulated(),
                    it.files().stream().map(OfFile::of).toList());
        }
    }

    /** What a file would do on a target. */
    public record OfFile(
            String path,
            String version,
            String risk,
            @Nullable Long affectedRows,
            @Nullable Long tableSize) {

        private static OfFile of(CheckedRelease.OfFile it) {
            Work work = it.work();
            return new OfFile(
                    it.path(), it.version(), word(it.risk()), known(work.affectedRows()), known(work.tableSize()));
        }
    }

    static CheckView of(CheckedRelease checked) {
        var summary = checked.summary();
        return new CheckView(
                summary.track(),
                summary.digest(),
                summary.vcsCommit(),
                summary.url(),
                summary.checkedAt(),
                summary.errors(),
                summary.warnings(),
                checked.targets().stream().map(OnTarget::of).toList(),
                checked.findings().stream().map(ReleaseView.Finding::of).toList());
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long known(long number) {
        return number < 0 ? null : number;
    }
}
