package io.slipway.target;

import io.slipway.embedded.EmbeddedPostgres;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets whose roles have exactly the rights that a test gives them. */
public final class TargetFixtures {

    public static final EmbeddedPostgres SERVER = EmbeddedPostgres.shared();

    private TargetFixtures() {}

    public static synchronized void role(String name, String options) {
        SERVER.execute("""
                DO $$ BEGIN
                    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s %2$s; END IF;
                END $$
                """.formatted(name, options));
    }

    /** Return a target in a new, empty database of the superuser's. */
    public static Target target(String login, @Nullable String schema, @Nullable String runAs) {
        return at(SERVER.createDatabase("target"), login, schema, runAs);
    }

    public static Target at(String url, String login, @Nullable String schema, @Nullable String runAs) {
        var credential = new Credential(login, "exec:printf secret");
        return new Target("orders-eu", url, null, schema, credential, credential, runAs, List.of(), Map.of());
    }

    public static Target superuser() {
        var credential = new Credential(SERVER.superuser(), "exec:printf " + SERVER.password());
        return new Target(
                "orders-eu",
                SERVER.createDatabase("target"),
                null,
                null,
                credential,
                credential,
                null,
                List.of(),
                Map.of());
    }
}
