package io.slipway.mariadb;

import io.slipway.migrate.Attempt;
import io.slipway.migrate.FileToRun;
import io.slipway.migrate.MigrationSettings;
import io.slipway.target.Target;
import java.time.Duration;
import java.util.List;

/** Files and attempts, and an engine that loses patience soon enough for tests. */
final class MariaDbFixtures {

    static final Duration SOON = Duration.ofSeconds(30);

    static final MigrationSettings SETTINGS = new MigrationSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofMinutes(3),
            Duration.ofSeconds(30),
            Duration.ofMillis(50),
            Duration.ZERO);

    static final MariaDb ENGINE = new MariaDb(SETTINGS);

    /** One that does not look for a lost server for long. */
    static final MariaDb HASTY = new MariaDb(new MigrationSettings(
            SETTINGS.lockTimeout(),
            SETTINGS.lockBudget(),
            SETTINGS.longLockTimeout(),
            SETTINGS.turn(),
            Duration.ofMillis(300),
            SETTINGS.statementTimeout(),
            SETTINGS.idleTimeout(),
            SETTINGS.pulse(),
            SETTINGS.queueLimit()));

    private MariaDbFixtures() {}

    static Attempt attempt(long epoch) {
        return new Attempt("tasks/" + epoch, epoch, "releases/1.4.0", "rita");
    }

    static FileToRun file(String version, String sql) {
        return FileToRun.of("shop", version, "V" + version + ".sql", sql);
    }

    static List<String> revisions(Target target) {
        return ENGINE.revisions(target).stream()
                .map(revision -> revision.version() + " " + revision.kind())
                .toList();
    }
}
