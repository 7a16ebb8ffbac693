package io.slipway.rollout.approval;

import io.slipway.review.Approval;
import java.util.List;
import java.util.OptionalInt;

/**
 * The steps of a stage's approval: a role for each decision that is needed, in order. A role that stands there several times asks as many
 * people. Decisions count by their role and not by their place, because a newer table may ask for another order.
 */
public final class ApprovalSteps {

    private final List<String> roles;

    private ApprovalSteps(List<String> roles) {
        this.roles = roles;
    }

    public static ApprovalSteps of(List<String> roles) {
        return new ApprovalSteps(List.copyOf(roles));
    }

    /** Return the first step that no approval was given for; empty: all were. */
    public OptionalInt next(List<Approval> given) {
        for (int step = 0; step < roles.size(); step++) {
            if (approvals(given, roles.get(step)) < place(step)) {
                return OptionalInt.of(step);
            }
        }
        return OptionalInt.empty();
    }

    private static long approvals(List<Approval> given, String role) {
        return given.stream()
                .filter(approval -> approval.decision() == Approval.Decision.APPROVE
                        && approval.role().equals(role))
                .count();
    }

    public String role(int step) {
        return roles.get(step);
    }

    /** Return the role of a step; where several people of it are asked, which of them it is. */
    public String described(int step) {
        String role = roles.get(step);
        long people = roles.stream().filter(role::equals).count();
        return people == 1 ? role : "%s (%d of %d)".formatted(role, place(step), people);
    }

    /** Return how many steps up to this one ask its role. */
    private long place(int step) {
        String role = roles.get(step);
        return roles.subList(0, step + 1).stream().filter(role::equals).count();
    }
}
