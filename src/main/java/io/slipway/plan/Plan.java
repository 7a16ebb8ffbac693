package io.slipway.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Parts, each a release and its targets, resolved once when the plan was made.
 *
 * @param digest SHA-256 over the files, the targets' addresses and the order of parts: what an approval binds
 */
public record Plan(
        @Id long id,
        long project,
        String name,
        String digest,
        long createdBy,
        Instant createdAt,

        @MappedCollection(idColumn = "plan", keyColumn = "position")
        List<Part> parts) {

    /** Return how many parts go before each one, in the order of the parts. */
    public List<Integer> depths() {
        var depths = new ArrayList<Integer>();
        for (var part : parts) {
            depths.add(part.after() == null ? 0 : depths.get(part.after()) + 1);
        }
        return depths;
    }

    /**
     * A release and, by {@link PlanTargets}, where it goes.
     *
     * @param after the position of the part that must be done before on all its targets of a stage, or null
     * @param named databases and groups as they were named, whose later members are no part of the plan
     */
    @Table("plan_part")
    public record Part(@Id long id, long release, @Nullable Integer after, List<String> named) {}
}
