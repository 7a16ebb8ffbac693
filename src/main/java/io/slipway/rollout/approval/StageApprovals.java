package io.slipway.rollout.approval;

import io.slipway.failure.RejectedException;
import io.slipway.project.Account;
import io.slipway.project.Accounts;
import io.slipway.review.Approval;
import io.slipway.review.Approvals;
import io.slipway.review.Ask;
import io.slipway.review.Issue;
import io.slipway.review.Separation;
import io.slipway.rollout.approval.EarlyApproval.Status;
import java.util.List;
import org.springframework.stereotype.Component;

/** Takes the approvals of stages. One person counts once in a role, whatever the number of people that the policy asks. */
@Component
public class StageApprovals {

    private final Approvals approvals;
    private final EarlyApprovals early;
    private final Separation separation;
    private final Accounts accounts;

    StageApprovals(Approvals approvals, EarlyApprovals early, Separation separation, Accounts accounts) {
        this.approvals = approvals;
        this.early = early;
        this.separation = separation;
        this.accounts = accounts;
    }

    /** Return the decisions on a stage. */
    public List<Approval> of(long stage) {
        return approvals.findByStageOrderByStep(stage);
    }

    /** Refuse unless the account has the role, had no hand in the change, and has not approved the stage in this role. */
    public void requireApprover(Account account, Issue issue, long stage, String role) {
        separation.requireApprover(account, issue, role);
        if (of(stage).stream()
                .anyMatch(approval -> approval.account() == account.id()
                        && approval.role().equals(role)
                        && approval.decision() == Approval.Decision.APPROVE)) {
            throw new RejectedException(
                    RejectedException.Reason.CONFLICT,
                    "already-approved",
                    "'%s' has approved this stage as %s already; this step asks somebody else."
                            .formatted(account.name(), role),
                    "Let another member with the role decide.");
        }
    }

    public void give(Approval approval) {
        approvals.save(approval);
    }

    /** Keep an approval for later stages of the same plan. */
    public void giveEarly(Approval approval, List<Long> laterStages) {
        laterStages.forEach(stage -> early.save(new EarlyApproval(
                0,
                approval.ask(),
                stage,
                approval.role(),
                approval.account(),
                approval.digest(),
                approval.comment(),
                approval.notBefore(),
                approval.onlyInWindow(),
                Status.WAITING,
                approval.decidedAt())));
    }

    /**
     * Return the approvals that were given early for a step, the first given first.
     *
     * @param ask the step's question; one that was given on another digest counts for nothing
     */
    public List<EarlyApproval> waiting(Ask ask, long stage, String role) {
        return early.findByStageAndRoleAndStatusOrderById(stage, role, Status.WAITING).stream()
                .filter(approval -> approval.digest().equals(ask.digest()))
                .toList();
    }

    /**
     * Make one that was given early an answer to a step's question.
     *
     * @throws RejectedException if the person may not decide now
     */
    public Account count(EarlyApproval given, Issue issue, Ask ask) {
        Account account = accounts.findById(given.account()).orElseThrow();
        requireApprover(account, issue, given.stage(), given.role());
        give(new Approval(
                0,
                ask.id(),
                given.stage(),
                ask.step(),
                given.role(),
                account.id(),
                Approval.Decision.APPROVE,
                given.digest(),
                given.comment(),
                given.notBefore(),
                given.onlyInWindow(),
                given.decidedAt()));
        early.save(given.ended(Status.COUNTED));
        return account;
    }

    /** Leave one out that may not be counted. */
    public void leaveOut(EarlyApproval given) {
        early.save(given.ended(Status.REFUSED));
    }
}
