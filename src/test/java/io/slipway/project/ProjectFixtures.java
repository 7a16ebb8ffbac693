package io.slipway.project;

import io.slipway.project.Instance.Credential;
import io.slipway.project.Instance.Engine;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Complete, valid objects of the project module, for tests of any module. */
public final class ProjectFixtures {

    public static final Instant CREATED = Instant.parse("2026-01-05T08:00:00Z");

    private ProjectFixtures() {}

    public static Account person(String name) {
        return new Account(0, name, Account.Kind.PERSON, false, List.of(name + "@example.com"), CREATED);
    }

    public static Project project(String name) {
        return new Project(0, name, "Project " + name, name);
    }

    public static Environment environment(String name, int position, Tier tier) {
        return new Environment(0, name, position, tier, 0);
    }

    public static Instance instance(String name, long environment) {
        return new Instance(
                0,
                name,
                Engine.POSTGRESQL,
                environment,
                "default",
                "jdbc:postgresql://%s.example.com:5432/".formatted(name),
                null,
                new Credential("slipway_reader", "env:READER_PASSWORD"),
                new Credential("slipway_migrator", "env:MIGRATOR_PASSWORD"),
                null);
    }

    public static Database database(String name, long instance, long project) {
        return new Database(0, instance, project, name, null, Map.of(), null, List.of(), Map.of(), List.of());
    }
}
