package io.slipway.check.rules.refused;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Unread;
import io.slipway.sql.ForbiddenUse;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** COPY FROM STDIN waits for rows that only psql would send, and its rows are no SQL. */
@Component
final class BanCopyFromStdin implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        var withRows = file.parsed().unread().stream()
                .filter(unread -> unread.cause() == Unread.Cause.COPY_ROWS)
                .map(Unread::line);
        var withoutRows = file.parsed().statements().stream()
                .filter(statement -> statement.forbidden().contains(ForbiddenUse.COPY_FROM_STDIN))
                .map(statement -> statement.line());
        return Stream.concat(withRows, withoutRows)
                .map(line -> finding(
                        Level.ERROR,
                        file.path(),
                        line,
                        "COPY FROM STDIN waits for rows that only psql sends; here it fails.",
                        "Write the rows as INSERT … VALUES, or dump them with pg_dump --inserts."))
                .toList();
    }
}
