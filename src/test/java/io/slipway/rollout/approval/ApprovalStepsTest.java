package io.slipway.rollout.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.review.Approval;
import io.slipway.review.Approval.Decision;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApprovalStepsTest {

    private static List<Approval> given(String... roles) {
        return Arrays.stream(roles)
                .map(role -> approval(role, Decision.APPROVE))
                .toList();
    }

    private static Approval approval(String role, Decision decision) {
        return new Approval(0, UUID.randomUUID(), 1, 0, role, 1, decision, "digest", "", null, null, Instant.EPOCH);
    }

    @Test
    void asksStepByStep() {
        var steps = ApprovalSteps.of(List.of("approver", "owner"));

        assertThat(steps.next(given())).isEqualTo(OptionalInt.of(0));
        assertThat(steps.next(given("approver"))).isEqualTo(OptionalInt.of(1));
        assertThat(steps.next(given("approver", "owner"))).isEmpty();
        assertThat(ApprovalSteps.of(List.of()).next(given())).isEmpty();
    }

    @Test
    void asksForWhatANewerTableWantsMoreWhereverItStands() {
        assertThat(ApprovalSteps.of(List.of("owner", "approver")).next(given("approver")))
                .isEqualTo(OptionalInt.of(0));
        assertThat(ApprovalSteps.of(List.of("owner", "approver")).next(given("approver", "owner")))
                .isEmpty();
        assertThat(ApprovalSteps.of(List.of("approver", "approver")).next(given("approver", "owner")))
                .isEqualTo(OptionalInt.of(1));
    }

    @Test
    void countsNothingButApprovals() {
        assertThat(ApprovalSteps.of(List.of("approver")).next(List.of(approval("approver", Decision.REQUEST_CHANGES))))
                .isEqualTo(OptionalInt.of(0));
    }

    @Test
    void saysWhichOfSeveralPeopleIsAsked() {
        var steps = ApprovalSteps.of(List.of("approver", "owner", "approver"));

        assertThat(List.of(steps.described(0), steps.described(1), steps.described(2)))
                .containsExactly("approver (1 of 2)", "owner", "approver (2 of 2)");
    }
}
