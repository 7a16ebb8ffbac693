package io.slipway.api.change.check;

import io.slipway.api.change.model.ReleaseRequest;
import io.slipway.failure.RejectedException;
import io.slipway.release.ReleaseDraft;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a check of files that are no release yet.
 *
 * @param track the line of versions; absent: the project's own
 * @param targets databases or groups
 * @param commit that the files were checked out from
 * @param url of the pull request, or of the commit
 */
record CheckRequest(
        @Nullable String track,
        @NotNull List<ReleaseRequest.@NotNull @Valid File> files,
        @NotNull List<@NotNull String> targets,
        @Nullable String commit,
        @Nullable String url) {

    private static final int LONGEST = 2_000;

    ReleaseDraft draft() {
        requireShort("commit", commit);
        requireShort("url", url);
        requireAddress(url);
        return new ReleaseDraft(
                track,
                files.stream()
                        .map(file -> new ReleaseDraft.File(file.path(), file.statement()))
                        .toList(),
                null,
                commit,
                url,
                Set.of());
    }

    private static void requireShort(String field, @Nullable String text) {
        if (text != null && text.length() > LONGEST) {
            throw invalid(
                    "'%s' has %d characters, more than %d.".formatted(field, text.length(), LONGEST),
                    "Shorten it or leave it out.");
        }
    }

    /** People follow the address from our pages. */
    private static void requireAddress(@Nullable String url) {
        if (url != null && !isAddress(url)) {
            throw invalid("The 'url' is no http or https address.", "Give the address of the pull request.");
        }
    }

    private static boolean isAddress(String url) {
        try {
            var address = new URI(url);
            return address.getHost() != null
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static RejectedException invalid(String message, String help) {
        return new RejectedException(RejectedException.Reason.INVALID, "check-request-invalid", message, help);
    }
}
