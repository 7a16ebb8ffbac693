package io.slipway.rollout;

import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
import io.slipway.target.history.HistoryTable;
import io.slipway.target.ledger.Baselines;
import io.slipway.target.ledger.Ledger;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the executor together. */
@Configuration(proxyBeanMethods = false)
class RolloutConfiguration {

    @Bean
    Connections connections() {
        return new Connections();
    }

    @Bean
    Ledger ledger(@Value("${slipway.migration.ledger-schema:" + Ledger.DEFAULT_SCHEMA + "}") String schema) {
        return new Ledger(schema);
    }

    @Bean
    Baselines baselines(Connections connections, Ledger ledger) {
        return new Baselines(ledger, connections);
    }

    @Bean
    HistoryTable histories(Connections connections) {
        return new HistoryTable(connections);
    }

    @Bean
    Migrator migrator(
            SqlParser parser,
            Connections connections,
            Ledger ledger,
            @Value("${slipway.migration.queue-limit:1m}") Duration queueLimit) {
        return new Migrator(
                parser, connections, ledger, MigrationSettings.defaults().withQueueLimit(queueLimit));
    }
}
