package io.slipway.api.change.model;

import io.slipway.change.ChangeEdit;
import io.slipway.release.ReleaseDraft;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what an issue rolls out.
 *
 * @param sql of a one-off; or else
 * @param release the name of another release of the same track; or else
 * @param files files of the present release with their new texts, of which a new release is made
 */
public record EditRequest(
        @Nullable String sql,
        @Nullable String release,
        @Nullable @Valid List<ReleaseRequest.File> files) {

    public ChangeEdit edit() {
        return new ChangeEdit(
                sql == null ? "" : sql,
                release == null ? "" : release,
                files == null
                        ? List.of()
                        : files.stream()
                                .map(file -> new ReleaseDraft.File(file.path(), file.statement()))
                                .toList());
    }
}
