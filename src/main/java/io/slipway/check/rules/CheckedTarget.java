package io.slipway.check.rules;

import io.slipway.check.AppliedRevision;
import io.slipway.check.RevisionKind;
import io.slipway.check.TargetToCheck;
import io.slipway.release.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A target with the files of the change, and which of them are pending there. */
public final class CheckedTarget {

    private record Place(String track, String key) {}

    private final TargetToCheck target;
    private final List<CheckedFile> files;
    private final List<CheckedFile> pending;
    private final Set<Place> provided;
    private final Map<Place, AppliedRevision> applied = new HashMap<>();
    private final Map<String, Version> baselines = new HashMap<>();
    private final Map<String, Version> highest = new HashMap<>();
    private final Function<String, Parsed> parser;

    private CheckedTarget(TargetToCheck target, List<CheckedFile> files, Function<String, Parsed> parser) {
        this.parser = parser;
        this.target = target;
        this.files = files;
        this.provided =
                files.stream().map(file -> new Place(file.track(), file.key())).collect(Collectors.toSet());
        target.applied().forEach(this::learn);
        this.pending = files.stream().filter(this::isPending).toList();
    }

    /** Look at a target with the usable files of the change in their order. */
    public static CheckedTarget of(TargetToCheck target, List<CheckedFile> files, Function<String, Parsed> parser) {
        return new CheckedTarget(target, List.copyOf(files), parser);
    }

    private void learn(AppliedRevision revision) {
        applied.put(new Place(revision.track(), revision.version()), revision);
        version(revision).ifPresent(version -> {
            highest.merge(revision.track(), version, CheckedTarget::later);
            if (revision.kind() == RevisionKind.BASELINE) {
                baselines.merge(revision.track(), version, CheckedTarget::later);
            }
        });
    }

    private static Version later(Version one, Version other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Return the version of a revision that has a place in its track's order. */
    public static Optional<Version> version(AppliedRevision revision) {
        return Version.isValid(revision.version()) ? Optional.of(Version.parse(revision.version())) : Optional.empty();
    }

    public String name() {
        return target.name();
    }

    public TargetToCheck target() {
        return target;
    }

    /** Return the change's files, pending here or not. */
    public List<CheckedFile> files() {
        return files;
    }

    /** Return the files that would be applied here, in order. */
    public List<CheckedFile> pending() {
        return pending;
    }

    private boolean isPending(CheckedFile file) {
        return switch (file.kind()) {
            case UNDO -> false;
            case REPEATABLE ->
                revisionOf(file)
                        .map(revision -> !file.sha256().equals(revision.sha256()))
                        .orElse(true);
            case VERSIONED, ONE_OFF -> revisionOf(file).isEmpty() && !isBelowBaseline(file);
        };
    }

    private boolean isBelowBaseline(CheckedFile file) {
        var baseline = baselines.get(file.track());
        return baseline != null
                && file.version()
                        .map(version -> version.compareTo(baseline) <= 0)
                        .orElse(false);
    }

    /** Return the revision that a file has here. */
    public Optional<AppliedRevision> revisionOf(CheckedFile file) {
        return Optional.ofNullable(applied.get(new Place(file.track(), file.key())));
    }

    /** Return what was applied here on a track with a version above this one, parsed; empty if a text of it is not known. */
    public Optional<List<Parsed>> appliedAbove(String track, Version version) {
        var later = target.applied().stream()
                .filter(revision -> revision.track().equals(track))
                .filter(revision -> version(revision)
                        .filter(it -> it.compareTo(version) > 0)
                        .isPresent())
                .map(revision -> Optional.ofNullable(revision.statement()).map(parser))
                .toList();
        return later.stream().allMatch(Optional::isPresent)
                ? Optional.of(later.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    /** Return the highest version applied here on a track. */
    public Optional<Version> highestApplied(String track) {
        return Optional.ofNullable(highest.get(track));
    }

    /** Tell whether the change has a file for a revision. */
    public boolean hasFileFor(AppliedRevision revision) {
        return provided.contains(new Place(revision.track(), revision.version()));
    }
}
