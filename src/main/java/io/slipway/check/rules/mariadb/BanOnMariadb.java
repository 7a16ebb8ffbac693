package io.slipway.check.rules.mariadb;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.FileRule;
import java.util.List;
import org.springframework.stereotype.Component;

/** A statement that Slipway does not run on MariaDB and MySQL, as it will say again when the file is to run. */
@Component
final class BanOnMariadb implements FileRule {

    @Override
    public List<Finding> check(CheckedFile file) {
        return file.parsed().mariaDb().stream()
                .flatMap(script -> script.refusals().stream())
                .map(refusal -> finding(
                        Level.ERROR,
                        file.path(),
                        refusal.line(),
                        "Statement %d %s.".formatted(refusal.position(), refusal.what()),
                        refusal.help()))
                .toList();
    }
}
