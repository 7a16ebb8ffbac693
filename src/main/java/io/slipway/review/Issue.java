package io.slipway.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;

/**
 * The request to roll a plan out.
 *
 * @param request what was asked of the running process and is not settled yet
 * @param targetStage the environment after which stages wait for a promotion, or null
 * @param edits how often its change was edited; a one-off's version is {@code issue/{number}.{edits + 1}}
 */
public record Issue(
        @Id long id,
        long project,
        int number,
        String title,
        String description,
        String impact,
        List<String> labels,
        Status status,
        Request request,
        long plan,
        @Nullable Long targetStage,
        int edits,
        Instant createdAt,
        @Nullable Instant closedAt,
        @Nullable String closeReason,
        @Version int version) {

    /** The wake-up that takes a running process back to the start of its loop; its key is the issue's id. */
    public static final String CHANGED = "slipway.issueChanged";

    /** Where an issue is in its life. */
    public enum Status {
        /** It may be decided on, released, edited and withdrawn. */
        OPEN,
        /** Every task is DONE or SKIPPED; nothing more happens. */
        DONE,
        /** It was withdrawn or rejected; nothing more happens. */
        CANCELED
    }

    /** What the running process still has to settle. */
    public enum Request {
        NONE,
        /** The change was edited: check it and ask for approval again. */
        EDIT,
        /** Its creators gave it up. */
        WITHDRAW
    }

    /** Return this issue with what its creators say of it. */
    public Issue described(String newTitle, String newDescription, List<String> newLabels) {
        return new Issue(
                id,
                project,
                number,
                newTitle,
                newDescription,
                impact,
                newLabels,
                status,
                request,
                plan,
                targetStage,
                edits,
                createdAt,
                closedAt,
                closeReason,
                version);
    }

    /** Return this issue with another plan, which voids what was decided on the one before. */
    public Issue edited(long newPlan, Request newRequest) {
        return new Issue(
                id,
                project,
                number,
                title,
                description,
                impact,
                labels,
                status,
                newRequest,
                newPlan,
                targetStage,
                edits + 1,
                createdAt,
                closedAt,
                closeReason,
                version);
    }

    /** Return this issue with the request that its process is to settle. */
    public Issue asked(Request newRequest) {
        return new Issue(
                id,
                project,
                number,
                title,
                description,
                impact,
                labels,
                status,
                newRequest,
                plan,
                targetStage,
                edits,
                createdAt,
                closedAt,
                closeReason,
                version);
    }

    /** Return this issue closed as DONE or CANCELED. */
    public Issue closed(Status as, String reason, Instant at) {
        return new Issue(
                id,
                project,
                number,
                title,
                description,
                impact,
                labels,
                as,
                Request.NONE,
                plan,
                targetStage,
                edits,
                createdAt,
                at,
                reason,
                version);
    }

    /** Return the version of a one-off of this issue after so many edits. */
    public static String oneOffVersion(int number, int edits) {
        return "issue/" + number + "." + (edits + 1);
    }
}
