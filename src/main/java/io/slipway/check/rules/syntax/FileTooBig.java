package io.slipway.check.rules.syntax;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Unread;
import io.slipway.sql.SqlParser;
import java.util.List;
import org.springframework.stereotype.Component;

/** A file that is too big to be read was reviewed by nobody. */
@Component
final class FileTooBig implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return file.parsed().unread().stream()
                .filter(unread -> unread.cause() == Unread.Cause.TOO_BIG)
                .map(unread -> finding(
                        Level.ERROR,
                        file.path(),
                        "The file has %d characters, more than the %d MB that are reviewed; what it does was looked at by no rule. SHA-256: %s."
                                .formatted(file.text().length(), SqlParser.MAXIMUM_BYTES >> 20, file.sha256()),
                        "Split it into several files; or read it, and let the releaser override this."))
                .toList();
    }
}
