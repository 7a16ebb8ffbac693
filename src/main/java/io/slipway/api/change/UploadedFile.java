package io.slipway.api.change;

import io.slipway.failure.RejectedException;
import io.slipway.release.ReleaseContent;
import io.slipway.release.ReleaseDraft;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.web.multipart.MultipartFile;

/** A file of an upload, which the server keeps on disk unless it is small. */
record UploadedFile(MultipartFile part) implements ReleaseDraft.Text {

    @Override
    public String path() {
        return Objects.requireNonNullElse(part.getOriginalFilename(), "");
    }

    @Override
    public String statement() {
        if (part.getSize() > ReleaseDraft.LARGEST_FILE) {
            throw ReleaseContent.fileTooLarge(path());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(part.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RejectedException(
                    RejectedException.Reason.INVALID,
                    "file-not-utf8",
                    "File '%s' is not UTF-8.".formatted(io.slipway.review.Directory.shown(path())),
                    "Convert it, as with 'iconv -t UTF-8'.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
