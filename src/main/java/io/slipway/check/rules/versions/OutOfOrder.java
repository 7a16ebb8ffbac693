package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.Parsed;
import io.slipway.check.rules.TargetRule;
import io.slipway.release.Version;
import io.slipway.sql.ObjectReference;
import io.slipway.sql.StatementKind.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * A version below the highest applied one meets a database that its author has not seen. Where it names no object that a later file names,
 * that is no more than a surprise.
 */
@Component
final class OutOfOrder implements TargetRule {

    private final OutOfOrderDisjoint disjoint = new OutOfOrderDisjoint();

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.pending().stream().flatMap(file -> check(target, file)).toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        return target.highestApplied(file.track()).stream()
                .flatMap(highest -> file.version().stream()
                        .filter(version -> version.compareTo(highest) < 0)
                        .map(version -> isDisjoint(target, file, version)
                                ? disjoint.of(target, file, version, highest)
                                : outOfOrder(target, file, version, highest)));
    }

    /** Names are compared without their schemas, so that the search path makes no difference. */
    private static boolean isDisjoint(CheckedTarget target, CheckedFile file, Version version) {
        var own = names(file.parsed());
        var later = target.appliedAbove(file.track(), version);
        if (own.isEmpty() || later.isEmpty()) {
            return false;
        }
        return later.get().stream()
                .map(OutOfOrder::names)
                .allMatch(names -> names.filter(it -> it.stream().noneMatch(own.get()::contains))
                        .isPresent());
    }

    /** Return the names of the objects that a file is about; empty if it cannot be told, as of code. */
    private static Optional<Set<String>> names(Parsed parsed) {
        var unclear = parsed.unread().isPresent()
                || parsed.statements().stream()
                        .anyMatch(statement -> statement.kind().group() == Group.CODE);
        return unclear
                ? Optional.empty()
                : Optional.of(parsed.statements().stream()
                        .flatMap(statement -> statement.references().stream())
                        .filter(reference -> reference.type() != ObjectReference.Type.SCHEMA)
                        .map(ObjectReference::name)
                        .collect(Collectors.toSet()));
    }

    private Finding outOfOrder(CheckedTarget target, CheckedFile file, Version version, Version highest) {
        return finding(
                        Level.ERROR,
                        file.path(),
                        "Version '%s' comes before '%s', which '%s' already has; there the file would run on a later schema than the one it was written for."
                                .formatted(version, highest, target.name()),
                        "Give the file a version above '%s'.".formatted(highest))
                .on(target.name());
    }
}
