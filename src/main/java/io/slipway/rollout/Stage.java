package io.slipway.rollout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.annotation.Transient;
import org.springframework.data.annotation.Version;

/** An environment's part of a rollout: its policy, its release by a person, and where it stands. Not thread-safe. */
public final class Stage {

    /** Where a stage is in its life. */
    public enum Status {
        /** It waits for a promotion, for approvers or for a releaser. */
        OPEN,
        /** A releaser, or the policy, has said when it starts; to be confirmed. */
        RELEASED,
        /** Its waves may start. */
        CONFIRMED,
        /** Every task is DONE or SKIPPED. */
        DONE,
        /** An approver refused it or asked for changes; the rollout goes no further. */
        REJECTED
    }

    @Id
    private final long id;

    private final long rollout;
    private final long environment;
    private final int position;
    private Status status;

    @Transient
    private final Status before;

    private boolean promoted;
    private @Nullable String approvalRow;
    private @Nullable List<String> approvalSteps;
    private @Nullable String rolloutRow;
    private boolean automatic;
    private int waveSize;
    private int failureBudget;
    private @Nullable String windowName;
    private boolean overrideErrors;
    private @Nullable Long remindAfter;
    private @Nullable Long escalateAfter;
    private @Nullable String skipRole;
    private @Nullable Long releasedBy;
    private @Nullable String releasedDigest;
    private boolean overridden;
    private @Nullable String overrideReason;
    private @Nullable Long releasedCheck;
    private String problem;

    @Version
    private int version;

    @PersistenceCreator
    Stage(long id, long rollout, long environment, int position, Status status, String problem) {
        this.id = id;
        this.rollout = rollout;
        this.environment = environment;
        this.position = position;
        this.status = status;
        this.before = status;
        this.problem = problem;
    }

    public static Stage of(long rollout, long environment, int position) {
        return new Stage(0, rollout, environment, position, Status.OPEN, "");
    }

    /** Take over what the decision tables said; a later run of the same stage decides anew, but what was given back waits for a releaser. */
    void adopt(Policy policy) {
        approvalRow = policy.approvalRow();
        approvalSteps = policy.approvalSteps();
        rolloutRow = policy.rolloutRow();
        automatic = policy.automatic() && !policy.skip() && problem.isEmpty();
        waveSize = policy.waveSize();
        failureBudget = policy.failureBudget();
        windowName = policy.windowName();
        overrideErrors = policy.overrideErrors();
        skipRole = policy.skip() ? policy.skipRole() : null;
        remindAfter = seconds(policy.patience().remindAfter());
        escalateAfter = seconds(policy.patience().escalateAfter());
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    /** Say to the releaser what the policy offers for this stage. */
    public void offer(String what) {
        problem = what;
    }

    /** Leave it out on somebody's word: nothing of it starts, and it counts as confirmed. */
    public void leaveOut(long account) {
        requireStatus(Status.OPEN);
        status = Status.CONFIRMED;
        approvalSteps = List.of();
        releasedBy = account;
        problem = "";
    }

    public void promote() {
        promoted = true;
    }

    /**
     * Release it with what the releaser saw.
     *
     * @param account the releaser, or null where the policy releases by itself
     * @param seen the digest and the run of the checks that the releaser saw
     */
    void release(@Nullable Long account, Seen seen, @Nullable String overrideReason) {
        requireStatus(Status.OPEN);
        status = Status.RELEASED;
        releasedBy = account;
        releasedDigest = seen.digest();
        releasedCheck = seen.check();
        overridden = overrideReason != null;
        this.overrideReason = overrideReason;
        problem = "";
    }

    /** What a release binds: the files and targets, and the findings on them; no other may be there at a start. */
    record Seen(String digest, @Nullable Long check) {}

    void confirm() {
        requireStatus(Status.RELEASED);
        status = Status.CONFIRMED;
    }

    /** Give it back to the releaser, who reads why. */
    void giveBack(String why) {
        status = Status.OPEN;
        automatic = false;
        releasedBy = null;
        releasedDigest = null;
        releasedCheck = null;
        problem = why;
    }

    void reject() {
        status = Status.REJECTED;
    }

    void finish() {
        status = Status.DONE;
        problem = "";
    }

    private void requireStatus(Status expected) {
        if (status != expected) {
            throw new StageStateException(id, status, expected);
        }
    }

    public long id() {
        return id;
    }

    public long rollout() {
        return rollout;
    }

    public long environment() {
        return environment;
    }

    public int position() {
        return position;
    }

    public Status status() {
        return status;
    }

    /** Return the status that it had when it was read. */
    Status before() {
        return before;
    }

    public boolean promoted() {
        return promoted;
    }

    /** Return the roles that decide, in order; empty before a policy was adopted, and where nobody has to. */
    public List<String> approvalSteps() {
        return approvalSteps == null ? List.of() : approvalSteps;
    }

    public @Nullable String approvalRow() {
        return approvalRow;
    }

    public @Nullable String rolloutRow() {
        return rolloutRow;
    }

    public boolean automatic() {
        return automatic;
    }

    /** Return how many targets start together; 0: all. */
    public int waveSize() {
        return waveSize;
    }

    /** Return how many failed targets a wave tolerates. */
    public int failureBudget() {
        return failureBudget;
    }

    public @Nullable String windowName() {
        return windowName;
    }

    public boolean overrideErrors() {
        return overrideErrors;
    }

    /** Return how long a decision may wait until it counts as late: until the owners are told, else until people are reminded. */
    public Optional<Duration> patience() {
        return Optional.ofNullable(escalateAfter == null ? remindAfter : escalateAfter)
                .map(Duration::ofSeconds);
    }

    /** Return the role whose word leaves the stage out, or null where the policy leaves nothing out. */
    public @Nullable String skipRole() {
        return skipRole;
    }

    public @Nullable Long releasedBy() {
        return releasedBy;
    }

    public @Nullable String releasedDigest() {
        return releasedDigest;
    }

    /** Return the run of the checks whose findings the releaser saw, or null before a release. */
    public @Nullable Long releasedCheck() {
        return releasedCheck;
    }

    public boolean overridden() {
        return overridden;
    }

    public @Nullable String overrideReason() {
        return overrideReason;
    }

    /** Return why it was given back to the releaser, or an empty text. */
    public String problem() {
        return problem;
    }
}
