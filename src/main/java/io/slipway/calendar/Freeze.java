package io.slipway.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.PersistenceCreator;
import org.springframework.data.relational.core.mapping.MappedCollection;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A span of time in which no rollout starts, everywhere or only in an environment, a project or on labelled databases.
 *
 * @param startsAt when it begins or, of several periods, the first of them
 * @param endsAt when it ends or, of several periods, the last of them
 * @param periods the times within in which it holds; empty: all along
 */
@Table("change_freeze")
public record Freeze(
        @Id long id,
        String name,
        Instant startsAt,
        Instant endsAt,
        @Nullable Long environment,
        @Nullable Long project,
        Map<String, String> labels,
        String reason,
        @MappedCollection(idColumn = "change_freeze") Set<Span> periods) {

    @PersistenceCreator
    public Freeze {
        labels = Map.copyOf(labels);
        periods = Set.copyOf(periods);
    }

    /** Make a freeze that holds from its start to its end. */
    public Freeze(
            long id,
            String name,
            Instant startsAt,
            Instant endsAt,
            @Nullable Long environment,
            @Nullable Long project,
            Map<String, String> labels,
            String reason) {
        this(id, name, startsAt, endsAt, environment, project, labels, reason, Set.of());
    }

    /** Say whether the freeze holds at the instant for a target with these properties. */
    public boolean holds(Instant at, long environmentId, long projectId, Map<String, String> targetLabels) {
        return periodAt(at).isPresent() && concerns(environmentId, projectId, targetLabels);
    }

    /** Say whether the freeze is about a target with these properties. */
    boolean concerns(long environmentId, long projectId, Map<String, String> targetLabels) {
        return (environment == null || environment == environmentId)
                && (project == null || project == projectId)
                && targetLabels.entrySet().containsAll(labels.entrySet());
    }

    /** Return the period that the instant lies in. */
    public Optional<Span> periodAt(Instant at) {
        return inOrder().stream().filter(period -> period.contains(at)).max(Comparator.comparing(Span::endsAt));
    }

    /** Return the period that the instant lies in or, in none, the next one. */
    Optional<Span> periodFrom(Instant at) {
        return periodAt(at)
                .or(() -> inOrder().stream()
                        .filter(period -> period.startsAt().isAfter(at))
                        .findFirst());
    }

    private List<Span> inOrder() {
        return periods.isEmpty()
                ? List.of(new Span(startsAt, endsAt))
                : periods.stream().sorted(Comparator.comparing(Span::startsAt)).toList();
    }
}
