package io.slipway.change.view;

import io.slipway.calendar.MaintenanceWindow;
import io.slipway.calendar.MaintenanceWindows;
import io.slipway.review.Issue;
import io.slipway.rollout.Stage;
import io.slipway.rollout.condition.StartConditions;
import io.slipway.rollout.task.Forecast;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Proposes a start, the next one of the window that the policy or a label such as {@code rollout:night} names, and says what it must wait for. */
@Component
public class StartProposals {

    private static final String WINDOW_LABEL = "rollout:";

    private final MaintenanceWindows windows;
    private final StartConditions conditions;
    private final Forecast forecast;
    private final Clock clock;

    StartProposals(MaintenanceWindows windows, StartConditions conditions, Forecast forecast, Clock clock) {
        this.windows = windows;
        this.conditions = conditions;
        this.forecast = forecast;
        this.clock = clock;
    }

    /** Return what must be before the stage starts. */
    public List<Map<String, Object>> conditions(Stage stage) {
        return conditions.of(stage).stream()
                .map(it -> Map.<String, Object>of(
                        "name", it.name(),
                        "state", it.state().toLowerCase(Locale.ROOT),
                        "who", it.namedBy()))
                .toList();
    }

    /** Return what speaks against the start of a stage as it is planned. */
    public Optional<String> warning(Stage stage) {
        return forecast.warning(stage);
    }

    /** Return {@code proposedStart} and {@code zone}, if there is one, and the {@code windows} to choose from. */
    public Map<String, Object> of(Stage stage, Issue issue) {
        var proposal = new HashMap<String, Object>();
        proposal.put("proposedStart", null);
        proposal.put("zone", "");
        proposal.put("windows", windows.findAll().stream().map(this::offered).toList());
        window(stage, issue).ifPresent(window -> {
            ZoneId zone = ZoneId.of(window.zone().toString());
            proposal.put("window", window.name());
            proposal.put("zone", zone.getId());
            window.startAfter(clock.instant())
                    .ifPresent(start -> proposal.put(
                            "proposedStart",
                            start.atZone(zone).toOffsetDateTime().toString()));
        });
        return proposal;
    }

    /** A window as a form offers it: its name, and when it opens next. */
    private Map<String, String> offered(MaintenanceWindow window) {
        return Map.of(
                "value",
                window.name(),
                "label",
                window.startAfter(clock.instant())
                        .map(start -> "%s, next at %s".formatted(window.name(), start))
                        .orElse(window.name()));
    }

    private Optional<MaintenanceWindow> window(Stage stage, Issue issue) {
        return Optional.ofNullable(stage.windowName())
                .filter(name -> !name.isBlank())
                .or(() -> issue.labels().stream()
                        .filter(label -> label.startsWith(WINDOW_LABEL))
                        .map(label -> label.substring(WINDOW_LABEL.length()))
                        .findFirst())
                .flatMap(windows::byName);
    }
}
