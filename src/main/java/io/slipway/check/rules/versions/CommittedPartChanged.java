package io.slipway.check.rules.versions;

import io.slipway.check.Finding;
import io.slipway.check.Level;
import io.slipway.check.TargetToCheck.CommittedPart;
import io.slipway.check.rules.CheckedFile;
import io.slipway.check.rules.CheckedTarget;
import io.slipway.check.rules.TargetRule;
import io.slipway.migrate.script.OneOffVersion;
import io.slipway.migrate.script.ScriptReader;
import io.slipway.migrate.script.ScriptRefusedException;
import io.slipway.migrate.script.Segment;
import io.slipway.sql.SqlParser;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Of a file that failed halfway only what comes after its committed part may be edited; the rest would never get there. */
@Component
final class CommittedPartChanged implements TargetRule {

    private final ScriptReader reader;

    CommittedPartChanged(SqlParser parser) {
        this.reader = new ScriptReader(parser);
    }

    @Override
    public List<Finding> check(CheckedTarget target) {
        return target.pending().stream().flatMap(file -> check(target, file)).toList();
    }

    private Stream<Finding> check(CheckedTarget target, CheckedFile file) {
        List<CommittedPart> parts = partsOf(target, file);
        if (parts.isEmpty()) {
            return Stream.empty();
        }
        List<Segment> segments = segments(file);
        return segments.isEmpty()
                ? Stream.empty()
                : parts.stream()
                        .filter(part -> !isAsCommitted(part, segments))
                        .limit(1)
                        .map(part -> finding(
                                        Level.ERROR,
                                        file.path(),
                                        line(part, segments),
                                        "'%s' has the first %d segments of '%s' already, and segment %d was another one there."
                                                .formatted(target.name(), parts.size(), file.path(), part.position()),
                                        "Restore the committed part as it was, and edit only what comes after it.")
                                .on(target.name()));
    }

    private static List<CommittedPart> partsOf(CheckedTarget target, CheckedFile file) {
        List<CommittedPart> ofTrack = target.target().parts().stream()
                .filter(part -> part.track().equals(file.track()))
                .toList();
        List<CommittedPart> own = of(ofTrack, file.key());
        return own.isEmpty()
                ? OneOffVersion.earlierText(
                                file.key(),
                                ofTrack.stream().map(CommittedPart::version).toList())
                        .map(version -> of(ofTrack, version))
                        .orElse(List.of())
                : own;
    }

    private static List<CommittedPart> of(List<CommittedPart> parts, String version) {
        return parts.stream().filter(part -> part.version().equals(version)).toList();
    }

    /** What cannot be read has a finding of its own. */
    private List<Segment> segments(CheckedFile file) {
        try {
            return reader.read(file.path(), file.text());
        } catch (ScriptRefusedException e) {
            return List.of();
        }
    }

    private static boolean isAsCommitted(CommittedPart part, List<Segment> segments) {
        return part.position() <= segments.size()
                && segments.get(part.position() - 1).sha256().equals(part.sha256());
    }

    private static int line(CommittedPart part, List<Segment> segments) {
        var segment = segments.get(Math.min(part.position(), segments.size()) - 1);
        return segment.statements().isEmpty() ? 1 : segment.only().line();
    }
}
