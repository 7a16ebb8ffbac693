package io.slipway.target;

import static io.slipway.target.TargetFixtures.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slipway.failure.SlipwayException;
import io.slipway.target.Connections.Login;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsTest {

    @TempDir
    Path folder;

    private final Connections connections = new Connections(Map.of("PASSWORD", "secret")::get);

    @BeforeAll
    static void createRoles() {
        TargetFixtures.role("login_one", "LOGIN PASSWORD 'secret'");
    }

    @Test
    void readsThePasswordFromEnvironmentFileAndCommand() throws Exception {
        var file = Files.writeString(folder.resolve("password"), "secret\n");

        for (var reference : List.of("env:PASSWORD", "file:" + file, "exec:printf secret")) {
            try (var connection = connections.open(target(reference), Login.READER, "test")) {
                assertThat(connection.isValid(1)).isTrue();
            }
        }
    }

    @Test
    void readsAFileAgainWhenTheServerRefusesThePassword() throws Exception {
        TargetFixtures.role("login_rotated", "LOGIN PASSWORD 'old'");
        var file = Files.writeString(folder.resolve("rotated"), "old");
        var credential = new Credential("login_rotated", "file:" + file);
        var target = target(credential, SERVER.url("postgres"));
        connections.open(target, Login.READER, "test").close();
        SERVER.execute("ALTER ROLE login_rotated PASSWORD 'new'");
        Files.writeString(file, "new");

        try (var connection = connections.open(target, Login.READER, "test")) {
            assertThat(connection.isValid(1)).isTrue();
        }
    }

    @Test
    void saysWhatIsWrongWithoutSecrets() {
        assertRefused(target("exec:printf hidden-word"), "wrong-password", "'login_one'");
        assertRefused(target("exec:exit 1"), "secret-unavailable", "the command failed");
        assertRefused(target("env:MISSING"), "secret-unavailable", "'env:MISSING'");
        assertRefused(target("hidden-word"), "secret-unavailable", "it is not a reference");
        assertRefused(at("jdbc:postgresql://127.0.0.1:1/shop"), "database-unreachable", "'127.0.0.1:1/shop'");
        assertRefused(at(SERVER.url("nowhere")), "unknown-database", "/nowhere'");
        assertRefused(at("jdbc:mysql://127.0.0.1/shop"), "malformed-url", "'orders-eu'");
        assertRefused(at(SERVER.url("postgres") + "?password=hidden-word"), "secret-in-url", "'orders-eu'");
    }

    @Test
    void demandsVerifiedTlsOffThisMachine() {
        assertRefused(at("jdbc:postgresql://db.example.org/shop?sslmode=require"), "tls-not-verified", "'require'");
    }

    @Test
    void refusesARoleThatMayNotConnect() {
        var url = SERVER.createDatabase("closed");
        SERVER.execute(
                url,
                "REVOKE CONNECT ON DATABASE \"%s\" FROM PUBLIC".formatted(url.substring(url.lastIndexOf('/') + 1)));

        assertRefused(at(url), "login-not-allowed", "permission denied for database");
    }

    @Test
    void textFormsShowNeitherUrlNorReference() {
        assertThat(target("exec:printf hidden-word")).hasToString("Target[orders-eu]");
        assertThat(new Credential("anna", "exec:printf hidden-word")).hasToString("Credential[anna]");
    }

    private void assertRefused(Target target, String code, String quoted) {
        assertThatThrownBy(() -> connections.open(target, Login.READER, "test").close())
                .isInstanceOfSatisfying(SlipwayException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(code);
                    assertThat(failure.sentence()).contains(quoted).doesNotContain("hidden-word");
                    assertThat(failure.getCause()).isNull();
                });
    }

    private static Target target(String reference) {
        return target(new Credential("login_one", reference), SERVER.url("postgres"));
    }

    private static Target at(String url) {
        return target(new Credential("login_one", "exec:printf secret"), url);
    }

    private static Target target(Credential credential, String url) {
        return new Target("orders-eu", url, null, null, credential, credential, null, List.of(), Map.of());
    }
}
