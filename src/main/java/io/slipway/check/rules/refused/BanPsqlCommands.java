package io.slipway.check.rules.refused;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Unread;
import java.util.List;
import org.springframework.stereotype.Component;

/** A line that begins with a backslash is for psql, not for PostgreSQL. */
@Component
final class BanPsqlCommands implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return file.parsed().unread().stream()
                .filter(unread -> unread.cause() == Unread.Cause.PSQL_COMMAND)
                .map(unread -> finding(
                        Level.ERROR,
                        file.path(),
                        unread.line(),
                        "A command of psql, which begins with a backslash, is not SQL; PostgreSQL refuses the whole file.",
                        "Leave the line out; put what it includes or repeats into the file as plain SQL."))
                .toList();
    }
}
