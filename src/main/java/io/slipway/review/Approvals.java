package io.slipway.review;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The decisions of all approvers. */
public interface Approvals extends Repository<Approval, Long> {

    Approval save(Approval approval);

    List<Approval> findByStageOrderByStep(long stage);
}
