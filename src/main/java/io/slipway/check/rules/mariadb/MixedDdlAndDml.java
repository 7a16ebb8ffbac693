package io.slipway.check.rules.mariadb;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import io.slipway.mariadb.script.MariaDbScript;
import java.util.List;
import org.springframework.stereotype.Component;

/** A definition commits the rows that were changed before it, so that a file with both can stop halfway. */
@Component
final class MixedDdlAndDml implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return file.parsed().mariaDb().flatMap(MariaDbScript::mixed).map(MariaDbScript::mixedWith).stream()
                .map(refusal -> finding(
                        Level.ERROR,
                        file.path(),
                        refusal.line(),
                        "Statement %d %s.".formatted(refusal.position(), refusal.what()),
                        refusal.help()))
                .toList();
    }
}
