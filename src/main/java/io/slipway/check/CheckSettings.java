package io.slipway.check;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far checks go.
 *
 * @param statementTimeout how long one statement may run in the simulation
 * @param simulationTimeout how long the simulation of one history with its pending files may take
 * @param scratchAge the age at which a scratch database that nobody dropped is taken for a leftover
 * @param levels the levels of rules by their code, where they differ from the usual ones
 */
@ConfigurationProperties("slipway.check")
public record CheckSettings(
        @DefaultValue("30s") Duration statementTimeout,
        @DefaultValue("5m") Duration simulationTimeout,
        @DefaultValue("1h") Duration scratchAge,
        @DefaultValue Map<String, Level> levels) {

    public CheckSettings {
        levels = Map.copyOf(levels);
    }
}
