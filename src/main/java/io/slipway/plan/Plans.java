package io.slipway.plan;

import java.util.Optional;
import org.springframework.data.repository.Repository;

/** The plans of all projects. */
public interface Plans extends Repository<Plan, Long> {

    Plan save(Plan plan);

    Optional<Plan> findById(long id);

    Optional<Plan> findByProjectAndName(long project, String name);
}
