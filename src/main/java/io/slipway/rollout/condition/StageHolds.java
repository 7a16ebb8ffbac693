package io.slipway.rollout.condition;

import io.slipway.project.Environment;
import io.slipway.project.Environments;
import io.slipway.review.Ask;
import io.slipway.review.Asks;
import io.slipway.review.Issue;
import io.slipway.rollout.Stage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What a stage waits for before anybody is asked to decide on it. */
@Component
public class StageHolds {

    /** Why a stage is held. */
    public enum Hold {
        /** It is above the ceiling of its issue, until a releaser promotes it. */
        CEILING,
        /** An earlier change has to go first; when that has, it goes on by itself. */
        QUEUED;

        /** Return the step of the question that holds a stage for this reason. */
        public int step() {
            return ordinal();
        }

        /** Tell whether a question holds a stage for this reason. */
        public boolean is(Ask ask) {
            return ask.kind() == Ask.Kind.PROMOTE && ask.step() == step();
        }
    }

    /** A hold; {@code problem} says what has to go first. */
    public record Held(Hold hold, String problem) {}

    private final EarlierChanges earlier;
    private final Environments environments;
    private final Asks asks;

    StageHolds(EarlierChanges earlier, Environments environments, Asks asks) {
        this.earlier = earlier;
        this.environments = environments;
        this.asks = asks;
    }

    /** Return what holds a stage, in the issue's locks; empty if nothing does. */
    public Optional<Held> of(Issue issue, Stage stage) {
        var first = isLetAhead(stage) ? List.<EarlierChanges.Earlier>of() : earlier.before(stage);
        if (!first.isEmpty()) {
            earlier.lock(issue.project());
            first = earlier.before(stage);
        }
        if (!first.isEmpty()) {
            return Optional.of(new Held(Hold.QUEUED, sentence(first)));
        }
        return isAboveCeiling(issue, stage) ? Optional.of(new Held(Hold.CEILING, "")) : Optional.empty();
    }

    /** Tell whether a stage waits for a promotion, once its turn has come. */
    public boolean isAboveCeiling(Issue issue, Stage stage) {
        return !stage.promoted()
                && Optional.ofNullable(issue.targetStage())
                        .flatMap(environments::findById)
                        .map(Environment::position)
                        .filter(ceiling -> stage.position() > ceiling)
                        .isPresent();
    }

    /** A releaser answered the question that held it: it need not wait for its turn. */
    private boolean isLetAhead(Stage stage) {
        return asks.wasAnswered(Ask.Kind.PROMOTE, Asks.Subject.stage(stage.id()), Hold.QUEUED.step());
    }

    /** Return what a queued stage waits for now, as people read it; empty if it waits for nothing any more. */
    public Optional<String> queue(Stage stage) {
        var first = earlier.before(stage);
        return first.isEmpty() ? Optional.empty() : Optional.of(sentence(first));
    }

    /** One of an issue's stages has ended: let those go on that waited for it alone. */
    public void ended(long issue) {
        earlier.ended(issue);
    }

    private static String sentence(List<EarlierChanges.Earlier> first) {
        return "%s %s must be done with this stage first: withdraw what is not wanted any more."
                .formatted(
                        first.size() == 1 ? "Issue" : "Issues",
                        first.stream().map(it -> String.valueOf(it.number())).collect(Collectors.joining(", ")));
    }
}
