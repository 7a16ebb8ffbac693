package io.slipway.configuration;

import io.slipway.configuration.Entry.EnvironmentEntry;
import io.slipway.configuration.Entry.HealthEntry;
import io.slipway.notification.WebhookUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** Finds what cannot be in what an environment asks of a rollout before it goes on. */
final class Health {

    private static final int MOST = 20;
    private static final int LONGEST_SQL = 10_000;
    private static final long LONGEST_TIMEOUT = 60;
    private static final long LONGEST_SOAK = 30L * 24 * 60 * 60;

    private Health() {}

    static List<String> problems(String subject, EnvironmentEntry environment) {
        var problems = new ArrayList<String>();
        if (isOutside(Times.seconds(environment.soak()), 0, LONGEST_SOAK)) {
            problems.add("%s has a 'soak' that is no time up to 30d, such as '30m'.".formatted(subject));
        }
        if (environment.health().size() > MOST) {
            problems.add("%s has more than %d health checks.".formatted(subject, MOST));
        }
        var seen = new HashSet<String>();
        for (var check : environment.health()) {
            var titled = "%s has a health check '%s'".formatted(subject, check.name());
            if (!seen.add(check.name())) {
                problems.add(titled + " twice.");
            }
            if (!ConfigurationCheck.NAME.matcher(check.name()).matches()) {
                problems.add("%s, a name that is not allowed; a name matches %s."
                        .formatted(titled, ConfigurationCheck.NAME));
            }
            if (isOutside(Times.seconds(check.timeout()), 1, LONGEST_TIMEOUT)) {
                problems.add(titled + " with a 'timeout' that is no time up to 60s, such as '5s'.");
            }
            question(titled, check, problems);
        }
        return problems;
    }

    private static void question(String titled, HealthEntry check, List<String> problems) {
        var sql = Objects.requireNonNullElse(check.sql(), "");
        if ((check.sql() == null) == (check.url() == null)) {
            problems.add(titled + " that asks neither or both of 'sql' and 'url'.");
        } else if (check.url() != null) {
            WebhookUrl.problem(check.url())
                    .ifPresent(problem -> problems.add("%s with a URL %s.".formatted(titled, problem)));
        } else if (sql.isBlank() || sql.length() > LONGEST_SQL) {
            problems.add(titled + " whose 'sql' is empty or longer than %d characters.".formatted(LONGEST_SQL));
        }
    }

    private static boolean isOutside(OptionalLong seconds, long least, long most) {
        return seconds.isEmpty() || seconds.getAsLong() < least || seconds.getAsLong() > most;
    }
}
