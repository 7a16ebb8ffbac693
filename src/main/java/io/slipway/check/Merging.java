package io.slipway.check;

import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Says once, for all targets, what is the same on each target that a file is for: a fleet has thousands of them. */
final class Merging {

    private final Set<String> all = new HashSet<>();
    private final Map<String, Set<String>> byPath = new HashMap<>();

    Merging(List<CheckedTarget> targets) {
        for (CheckedTarget target : targets) {
            all.add(target.name());
            for (CheckedFile file : target.pending()) {
                byPath.computeIfAbsent(file.path(), path -> new HashSet<>()).add(target.name());
            }
        }
    }

    Stream<Finding> merge(Collection<Finding> findings) {
        Map<Finding, Set<String>> targets = new LinkedHashMap<>();
        for (Finding finding : findings) {
            var named = targets.computeIfAbsent(finding.on(null), same -> new LinkedHashSet<>());
            if (finding.target() != null) {
                named.add(finding.target());
            }
        }
        return targets.entrySet().stream().flatMap(entry -> merged(entry.getKey(), entry.getValue()));
    }

    private Stream<Finding> merged(Finding finding, Set<String> targets) {
        var concerned = finding.path().isEmpty() ? all : byPath.getOrDefault(finding.path(), Set.of());
        boolean everywhere = targets.isEmpty() || targets.size() > 1 && targets.equals(concerned);
        return everywhere ? Stream.of(finding) : targets.stream().map(finding::on);
    }
}
