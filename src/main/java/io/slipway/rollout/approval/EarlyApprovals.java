package io.slipway.rollout.approval;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The approvals that were given before their stage asked. */
interface EarlyApprovals extends Repository<EarlyApproval, Long> {

    EarlyApproval save(EarlyApproval approval);

    List<EarlyApproval> findByStageAndRoleAndStatusOrderById(long stage, String role, EarlyApproval.Status status);
}
