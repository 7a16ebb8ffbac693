package io.slipway.calendar;

import java.util.List;
import org.springframework.data.repository.Repository;

/** The emergency overrides of freezes. */
public interface FreezeOverrides extends Repository<FreezeOverride, Long> {

    FreezeOverride save(FreezeOverride override);

    List<FreezeOverride> findByStageOrderById(long stage);
}
