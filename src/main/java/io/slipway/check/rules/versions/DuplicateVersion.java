package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.ReleaseRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Of two files with the same version only one would ever be applied. */
@Component
final class DuplicateVersion implements ReleaseRule {

    @Override
    public List<Finding> check(List<CheckedFile> files) {
        var findings = new ArrayList<Finding>();
        Map<String, CheckedFile> first = new HashMap<>();
        for (CheckedFile file : files) {
            var other = file.refusal().isPresent() ? null : first.putIfAbsent(file.place(), file);
            if (other != null) {
                findings.add(duplicate(file, other));
            }
        }
        return findings;
    }

    private Finding duplicate(CheckedFile file, CheckedFile other) {
        return finding(
                Level.ERROR,
                file.path(),
                "File '%s' has the same version '%s' as '%s'; only one of them would ever be applied."
                        .formatted(file.path(), file.key(), other.path()),
                "Give one of them a version of its own; '1', '01' and '1.0' are the same version.");
    }
}
