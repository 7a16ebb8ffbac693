package io.slipway.configuration;

import io.slipway.configuration.Entry.InstanceEntry;
import io.slipway.project.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks how an instance is reached: URLs without secrets, passwords by reference; never repeats what may be a secret. */
final class Connections {

    private static final Pattern REFERENCE = Pattern.compile("(?:env|file|exec):\\S.*");
    private static final Pattern POSTGRESQL = Pattern.compile("jdbc:postgresql://[^/@?]+/?(?:\\?[^@]*)?");
    private static final Pattern MARIADB = Pattern.compile("jdbc:(?:mariadb|mysql)://[^/@?,]+/?(?:\\?[^@]*)?");

    private final String subject;
    private final Instance.Engine engine;
    private final List<String> problems = new ArrayList<>();

    private Connections(String subject, Instance.Engine engine) {
        this.subject = subject;
        this.engine = engine;
    }

    static List<String> problems(String subject, InstanceEntry instance) {
        var check = new Connections(subject, instance.engine());
        check.url("url", instance.url());
        check.url("directUrl", instance.directUrl());
        check.reference("reader", instance.reader().password());
        check.reference("migrator", instance.migrator().password());
        if (instance.reader().username().equals(instance.migrator().username())) {
            check.problems.add(subject + " has one user for reader and migrator; checks need one that can only read.");
        }
        var scratch = instance.scratch();
        if (scratch != null && instance.engine() == Instance.Engine.MARIADB) {
            check.problems.add(subject + " has a scratch server, but nothing is simulated on MariaDB; take it out.");
        } else if (scratch != null) {
            check.url("scratch.url", scratch.url());
            check.reference("scratch", scratch.password());
        }
        return check.problems;
    }

    private void url(String field, @Nullable String url) {
        if (url == null) {
            return;
        }
        var lower = url.toLowerCase(Locale.ROOT);
        if (lower.contains("@") || lower.contains("password=") || lower.contains("user=")) {
            problems.add("%s has a user or password in its %s; move them to 'reader' and 'migrator'."
                    .formatted(subject, field));
        } else if (!pattern().matcher(url).matches()) {
            problems.add("%s has a %s that is no '%s' without a database name.".formatted(subject, field, example()));
        }
    }

    private Pattern pattern() {
        return switch (engine) {
            case POSTGRESQL -> POSTGRESQL;
            case MARIADB -> MARIADB;
        };
    }

    private String example() {
        return switch (engine) {
            case POSTGRESQL -> "jdbc:postgresql://host:port/";
            case MARIADB -> "jdbc:mariadb://host:port/";
        };
    }

    /** Say whether a text tells where a secret is, and is none. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    private void reference(String field, String password) {
        if (!isReference(password)) {
            problems.add("%s has a %s password that is no reference; name where it is: 'env:', 'file:' or 'exec:'."
                    .formatted(subject, field));
        }
    }
}
