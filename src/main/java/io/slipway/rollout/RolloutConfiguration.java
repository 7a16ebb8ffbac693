package io.slipway.rollout;

import io.slipway.mariadb.MariaDb;
import io.slipway.migrate.MigrationSettings;
import io.slipway.migrate.Migrator;
import io.slipway.migrate.engine.Engines;
import io.slipway.migrate.engine.PostgresEngine;
import io.slipway.sql.SqlParser;
import io.slipway.target.Connections;
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
    Engines engines(
            SqlParser parser,
            Connections connections,
            Ledger ledger,
            @Value("${slipway.migration.queue-limit:1m}") Duration queueLimit) {
        var settings = MigrationSettings.defaults().withQueueLimit(queueLimit);
        var migrator = new Migrator(parser, connections, ledger, settings);
        return new Engines(new PostgresEngine(migrator, connections, ledger), new MariaDb(settings));
    }
}
