package io.slipway.change;

import io.slipway.failure.RejectedException;
import io.slipway.release.ReleaseDraft;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an edit puts in the place of an issue's change; which of the three it may be, the change decides.
 *
 * @param sql the text of a one-off, or empty
 * @param release the name of another release of the same track, or empty
 * @param files files of the present release with their new texts, or none
 */
public record ChangeEdit(String sql, String release, List<ReleaseDraft.File> files) {

    /** Law 8: a form carries five files at most. */
    public static final int MAX_FORM_FILES = 5;

    public ChangeEdit {
        files = List.copyOf(files);
    }

    public static ChangeEdit sql(String sql) {
        return new ChangeEdit(sql, "", List.of());
    }

    public static ChangeEdit release(String name) {
        return new ChangeEdit("", name, List.of());
    }

    public static ChangeEdit files(List<ReleaseDraft.File> files) {
        return new ChangeEdit("", "", files);
    }

    /** Refuse an edit that says nothing that can be done to SQL that was typed into the issue. */
    void requireForOneOff(int number) {
        if (!release.isBlank() || !files.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "one-off-has-no-release",
                    "Issue %d is SQL that was typed into it, not a release.".formatted(number),
                    "Edit its SQL, or withdraw it and open an issue for the release.");
        }
    }

    /** Refuse an edit that says nothing, or two things, that can be done to a release. */
    void requireForRelease(int number) {
        if (!sql.isBlank() || (release.isBlank() && files.isEmpty())) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "release-immutable",
                    "Issue %d rolls a release out, whose files never change.".formatted(number),
                    "Give it another release of the corrected files, or edit files of it on the page of the change, which makes one.");
        }
        if (!release.isBlank() && !files.isEmpty()) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "release-and-files",
                    "The edit names both a release and files.",
                    "Leave one of them empty.");
        }
    }

    Stream<String> texts() {
        return Stream.concat(Stream.of(sql), files.stream().map(ReleaseDraft.File::statement));
    }
}
