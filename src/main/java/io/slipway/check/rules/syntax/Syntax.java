package io.slipway.check.rules.syntax;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.check.rules.Quoting;
import io.slipway.check.rules.Unread;
import java.util.List;
import org.springframework.stereotype.Component;

/** A file that PostgreSQL's parser refuses fails on every target. */
@Component
final class Syntax implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return file.parsed().unread().stream()
                .filter(unread -> unread.cause() == Unread.Cause.SYNTAX)
                .map(unread -> finding(
                        Level.ERROR,
                        file.path(),
                        unread.line(),
                        "PostgreSQL cannot read the file, and would run none of it: %s."
                                .formatted(withoutFullStop(Quoting.shown(unread.text()))),
                        unread.help()))
                .toList();
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
