package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.ReleaseRule;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A file whose name gives it no place in the track would never be applied. */
@Component
final class InvalidVersion implements ReleaseRule {

    @Override
    public List<Finding> check(List<CheckedFile> files) {
        return files.stream().flatMap(this::check).toList();
    }

    private Stream<Finding> check(CheckedFile file) {
        return file.refusal().stream()
                .map(refusal -> finding(
                        Level.ERROR,
                        file.path(),
                        refusal.getMessage() + " It would never be applied.",
                        refusal.help()));
    }
}
