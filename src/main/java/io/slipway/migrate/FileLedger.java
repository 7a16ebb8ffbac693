package io.slipway.migrate;

import io.slipway.backup.RowBackups;
import io.slipway.migrate.probe.Expectation;
import io.slipway.migrate.script.OneOffVersion;
import io.slipway.migrate.script.Segment;
import io.slipway.release.RecordedText;
import io.slipway.release.RepeatableVersion;
import io.slipway.release.Version;
import io.slipway.target.ledger.LedgerAccess;
import io.slipway.target.ledger.Revision;
import io.slipway.target.ledger.SegmentEntry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger says, and is told, of one file. */
public final class FileLedger {

    private final Work work;
    private final FileToRun file;

    FileLedger(Work work, FileToRun file) {
        this.work = work;
        this.file = file;
    }

    Optional<SegmentEntry> entry(LedgerAccess access, Segment segment) throws SQLException {
        return access.segments(file.track(), file.version()).stream()
                .filter(entry -> entry.position() == segment.position())
                .findFirst();
    }

    /** Tell whether the segment ran; one that ran with another text ends the attempt. */
    boolean isDone(LedgerAccess access, Segment segment) throws SQLException {
        var done = entry(access, segment).filter(entry -> entry.state() == SegmentEntry.State.DONE);
        if (done.isPresent() && !done.get().sha256().equals(segment.sha256())) {
            throw otherContent(file);
        }
        return done.isPresent();
    }

    /**
     * Return what was begun of a file. An edited one-off has a version of its own; it goes on where its earlier text was left, as every
     * edited file does.
     */
    static List<SegmentEntry> begun(LedgerAccess access, FileToRun file, List<Revision> revisions) throws SQLException {
        var entries = access.segments(file.track(), file.version());
        if (entries.isEmpty()) {
            var earlier = earlierText(file, access.begun(file.track()), revisions);
            if (earlier.isPresent()) {
                access.carryOver(file.track(), earlier.get(), file.version());
                return access.segments(file.track(), file.version());
            }
        }
        return entries;
    }

    /** Return the version of a one-off's earlier text that was begun and not ended. */
    public static Optional<String> earlierText(FileToRun file, List<String> begun, List<Revision> revisions) {
        var recorded = revisions.stream()
                .filter(revision -> revision.track().equals(file.track()))
                .map(Revision::version)
                .toList();
        return OneOffVersion.earlierText(
                file.version(),
                begun.stream().filter(version -> !recorded.contains(version)).toList());
    }

    /** Refuse a file that is here with another text, in whole or in part. */
    static void refuseOtherContent(FileToRun file, List<Segment> segments, List<SegmentEntry> entries) {
        for (var entry : entries) {
            var done = entry.state() == SegmentEntry.State.DONE;
            if (done && !isOf(entry, segments)) {
                throw otherContent(file);
            }
        }
    }

    /** Tell whether an entry is about the text that these segments have. */
    static boolean isOf(SegmentEntry entry, List<Segment> segments) {
        return entry.position() <= segments.size()
                && segments.get(entry.position() - 1).sha256().equals(entry.sha256());
    }

    /** Tell whether the target holds the file, by itself or by a baseline; one that is there with another text ends the attempt. */
    public static boolean isRecorded(FileToRun file, List<Revision> revisions) {
        var ofTrack = revisions.stream()
                .filter(revision -> revision.track().equals(file.track()))
                .toList();
        var recorded = ofTrack.stream()
                .filter(revision -> revision.version().equals(file.version()))
                .findFirst();
        if (recorded.filter(revision -> revision.kind() != Revision.Kind.BASELINE)
                .filter(revision -> RecordedText.isOther(revision.sha256(), file.sha256(), file.statement()))
                .isPresent()) {
            throw otherContent(file);
        }
        return recorded.isPresent() && !isReplaced(file, ofTrack)
                || ofTrack.stream().anyMatch(revision -> vouchesFor(revision, file));
    }

    /** Tell whether a repeatable file's text was in the target until another one came, so that it is applied again. */
    public static boolean isReplaced(FileToRun file, List<Revision> revisions) {
        var texts = revisions.stream()
                .filter(revision -> revision.track().equals(file.track()))
                .map(Revision::version)
                .filter(version -> RepeatableVersion.key(version).equals(RepeatableVersion.key(file.version())))
                .toList();
        return RepeatableVersion.is(file.version())
                && texts.contains(file.version())
                && !texts.getLast().equals(file.version());
    }

    /** A baseline says that everything up to it was there; one-offs and repeatables have no place in that order. */
    private static boolean vouchesFor(Revision revision, FileToRun file) {
        return revision.kind() == Revision.Kind.BASELINE
                && Version.isValid(file.version())
                && Version.parse(file.version()).compareTo(Version.parse(revision.version())) <= 0;
    }

    public static MigrationEndedException otherContent(FileToRun file) {
        return MigrationEndedException.failed(
                "applied-with-other-content",
                "Version '%s' of track '%s' is in the target, wholly or in part, with a text other than that of '%s'."
                        .formatted(file.version(), file.track(), file.path()),
                "Restore the file's text, and put the change into a new version.");
    }

    /** Keep rows that the file's statements change in the session's transaction. */
    RowBackups backups(Session session) {
        return new RowBackups(session.connection(), file.track(), file.version());
    }

    /**
     * Record in the open transaction that a segment ran in it.
     *
     * @param restore the SQL that puts back the rows it kept, or null
     */
    void recordRun(LedgerAccess access, Session session, Segment segment, @Nullable String restore)
            throws SQLException {
        if (!segment.statements().isEmpty()) {
            access.forgetIntent(file.track(), file.version(), segment.position());
            access.recordDone(
                    file.track(),
                    file.version(),
                    new SegmentEntry(
                            segment.position(),
                            segment.sha256(),
                            SegmentEntry.State.DONE,
                            work.attempt().epoch(),
                            session.backend(),
                            null,
                            false),
                    restore);
        }
        recordRevision(access, segment);
    }

    void intend(Session session, Segment segment, Expectation expectation) throws SQLException {
        write(
                session,
                access -> access.recordIntent(
                        file.track(),
                        file.version(),
                        new SegmentEntry(
                                segment.position(),
                                segment.sha256(),
                                SegmentEntry.State.INTENT,
                                work.attempt().epoch(),
                                session.backend(),
                                expectation.line(),
                                false)));
    }

    void refuse(Session session, Segment segment) throws SQLException {
        write(session, access -> access.refuse(file.track(), file.version(), segment.position()));
    }

    void forget(Session session, SegmentEntry entry) throws SQLException {
        write(session, access -> access.forgetIntent(file.track(), file.version(), entry.position()));
    }

    void fulfil(Session session, Segment segment) throws SQLException {
        write(session, access -> {
            access.fulfil(file.track(), file.version(), segment.position());
            recordRevision(access, segment);
        });
    }

    private void recordRevision(LedgerAccess access, Segment segment) throws SQLException {
        if (segment.last()) {
            var attempt = work.attempt();
            access.record(new Revision(
                    file.track(),
                    file.version(),
                    Revision.Kind.APPLIED,
                    file.path(),
                    file.sha256(),
                    attempt.release(),
                    attempt.task(),
                    attempt.appliedBy(),
                    null,
                    attempt.epoch()));
        }
    }

    /** What is written in a transaction of its own. */
    @FunctionalInterface
    private interface Change {
        void in(LedgerAccess access) throws SQLException;
    }

    private void write(Session session, Change change) throws SQLException {
        session.begin();
        try {
            change.in(work.enter(session));
            session.commit();
        } catch (MigrationEndedException e) {
            session.rollback();
            throw e;
        }
    }
}
